#!/usr/bin/env bash
# What the local target costs: CPU for each invocation, starts of environments, 64 of them at once.
# Build first: mvn -B -ntp -q package -DskipTests -Dinvoker.skip
#
# local-target.sh [JAVA_HOME...]   of the environments; default: the one that runs this
set -euo pipefail
cd "$(dirname "$0")/.."
port=9301
classpath="benchmarks/target/classes:$(cat benchmarks/target/classpath)"
work=$(mktemp -d)
target=
stop() { if [[ -n $target ]]; then kill "$target"; wait "$target" || true; target=; fi; }
finish() {
  stop
  rm -rf "$work"
}
trap finish EXIT

ticks() { awk '{ sub(/.*\) /, ""); print $12 + $13 }' "/proc/$1/stat"; }
environments() {
  local pid sum=0
  for pid in $(pgrep -P "$1"); do sum=$((sum + $(ticks "$pid"))); done
  echo "$sum"
}

if command -v wrk >/dev/null; then
  cat >"$work/post.lua" <<'LUA'
wrk.method = "POST"
wrk.body = '{"order":"o-1","amount":12.5,"currency":"EUR"}'
wrk.headers["Content-Type"] = "application/json"
wrk.headers["X-Amz-Log-Type"] = "Tail"
LUA
  for concurrency in 1 2 4; do
    mkfifo "$work/stdin"
    java -XX:+UseSerialGC -Xmx512m -cp "$classpath" io.github.lambdaperf.local.LocalTargetMain --name f --port $port \
      --handler io.github.lambdaperf.benchmarks.local.Echo::now --classpath benchmarks/target/classes \
      --concurrency $concurrency --cache "$work" <"$work/stdin" >/dev/null 2>&1 &
    target=$!
    exec 3>"$work/stdin"
    rm "$work/stdin"
    until (echo >"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do sleep 0.1; done
    invocations=http://127.0.0.1:$port/2015-03-31/functions/f/invocations
    wrk -t1 -c$concurrency -d15s -s "$work/post.lua" "$invocations" >/dev/null
    own=$(ticks $target) theirs=$(environments $target)
    wrk -t1 -c$concurrency -d8s --latency -s "$work/post.lua" "$invocations" >"$work/wrk"
    awk -v c=$concurrency -v own=$(($(ticks $target) - own)) -v theirs=$(($(environments $target) - theirs)) '
      /requests in/ { n = $1 }
      /50%/ { p50 = $2 }
      /99%/ { p99 = $2 }
      /Non-2xx/ { bad = $NF }
      END { printf "%d connections: %.0f/s, p50 %s, p99 %s, CPU of the server %.0f us, of the environments %.0f us, %d failed\n",
            c, n / 8, p50, p99, own * 10000 / n, theirs * 10000 / n, bad }' "$work/wrk"
    exec 3>&-
    wait $target || true
    target=
  done
else
  echo "wrk is not on this machine: no CPU for each invocation" >&2
fi

for home in "${@:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}"; do
  echo "environments of $(grep -o '^JAVA_VERSION=.*' "$home/release")"
  java -cp "$classpath" io.github.lambdaperf.benchmarks.local.EnvironmentStarts "$home" 11 64 2>/dev/null
done
