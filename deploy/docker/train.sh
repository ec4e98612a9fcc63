#!/bin/bash
# Makes /app/service.aot: starts the service as far as before it takes work, against the servers of ./parley.
set -euo pipefail
service=$1
if [ "$2" != true ]; then
  exit 0
fi
./parley up --detach --ephemeral --no-aot --timeout 600
data=$(cat .parley/3000/data-folder)
export DATABASE_URL="postgresql://parley:$(cat "$data/postgres/password")@127.0.0.1:3010/parley"
export KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:3011 KAFKA_REPLICATION_FACTOR=1 MEDIA_STORE=file:/tmp/media LOG_FORMAT=ecs
set -a
# shellcheck disable=SC1091
. "$data/secrets.env"
set +a
cd /app
java -XX:+UseSerialGC -XX:+UseCompactObjectHeaders -XX:AOTCacheOutput=/app/service.aot \
  -Dspring.context.exit=onRefresh -jar /app/service.jar
cd - > /dev/null
./parley down
