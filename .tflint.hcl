# Only the rules that tflint brings along: those for AWS are a plugin that it
# downloads when it runs, and `terraform validate` and `make unit` ask the
# provider itself.
plugin "terraform" {
  enabled = true
  preset  = "all"
}

# Files are split by concern, so there is no main.tf.
rule "terraform_standard_module_structure" {
  enabled = false
}
