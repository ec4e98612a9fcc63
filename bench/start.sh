#!/usr/bin/env bash
# How long the stack takes to start, with and without its AOT caches, alternating.
#
#   bench/start.sh [ROUNDS] [PORT]
#
# Run it on a checkout that was built and started once (./parley up), so that the caches are there.
set -eu
cd "$(dirname "${BASH_SOURCE[0]}")/.."
rounds=${1:-3} port=${2:-3600}

round() {
  local began ended
  began=$(date +%s.%N)
  ./parley up --detach --port "$port" "$@" >/dev/null
  ended=$(date +%s.%N)
  ./parley status --port "$port" | sed 's/^/    /'
  printf '%-10s healthy after %.1f s\n' "${1:-with AOT}" "$(echo "$ended $began" | awk '{print $1 - $2}')"
  ./parley down --port "$port" >/dev/null
}

round # the caches of this port's first start
for _ in $(seq "$rounds"); do
  round
  round --no-aot
done
