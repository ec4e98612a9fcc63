#!/bin/bash
# Ready, as the service itself says. The image has no curl.
set -eu
port=${SERVER_PORT:-${PORT:-}}
if [ -z "$port" ]; then
  echo "SERVER_PORT or PORT must name the port" >&2
  exit 1
fi
exec 3<>"/dev/tcp/127.0.0.1/$port"
printf 'GET /actuator/health/readiness HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
read -r -t 2 line <&3
[[ $line == *" 200"* ]]
