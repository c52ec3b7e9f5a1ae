"""Calls DynamoDB Local at its own port, without LocalStack's gateway in between."""

import http.client
import json
import socket
import threading
from typing import Any


class DynamoDbLocal:
    """One account and region, which DynamoDB Local tells apart by the access key.

    Each thread has a separate connection. DynamoDB Local verifies no signature.
    """

    def __init__(self, port: int, access_key: str, region: str) -> None:
        self._port = port
        self._headers = {
            "Content-Type": "application/x-amz-json-1.0",
            "Authorization": (
                f"AWS4-HMAC-SHA256 Credential={access_key}/20200101/{region}/dynamodb"
                "/aws4_request, SignedHeaders=host, Signature=0"
            ),
        }
        self._local = threading.local()

    def call(self, operation: str, **parameters: Any) -> Any:
        connection = self._connection()
        headers = self._headers | {"X-Amz-Target": f"DynamoDB_20120810.{operation}"}
        connection.request("POST", "/", json.dumps(parameters).encode(), headers)
        response = connection.getresponse()
        body = response.read()
        if response.status != http.HTTPStatus.OK:
            raise RuntimeError(f"DynamoDB Local refused {operation}: {body.decode()[:500]}")
        return json.loads(body)

    def table_names(self) -> list[str]:
        names: list[str] = []
        page: dict[str, Any] = {}
        while True:
            page = self.call("ListTables", **page)
            names += page["TableNames"]
            if "LastEvaluatedTableName" not in page:
                return names
            page = {"ExclusiveStartTableName": page["LastEvaluatedTableName"]}

    def _connection(self) -> http.client.HTTPConnection:
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
            connection.connect()
            # Header and body are two packets, and the second one must not wait for an answer.
            connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._local.connection = connection
        return connection
