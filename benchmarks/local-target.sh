#!/usr/bin/env bash
# What the local target costs: CPU for each invocation, starts of environments, 64 of them at once; and how many
# invocations serverless-offline and moto do in the same time, where they are there.
# It builds what it runs.
#
# local-target.sh [JAVA_HOME...]   of the environments; default: the one that runs this
set -euo pipefail
cd "$(dirname "$0")/.."
mvn -B -ntp -q package -DskipTests -pl benchmarks -am
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
  for client in native java; do
    for concurrency in 1 2 4; do
      mkfifo "$work/stdin"
      java -XX:+UseSerialGC -Xmx512m -cp "$classpath" io.github.lambdaperf.local.LocalTargetMain --name f --port $port \
        --handler io.github.lambdaperf.benchmarks.local.Echo::now --classpath benchmarks/target/classes \
        --runtime-client $client --concurrency $concurrency --cache "$work" <"$work/stdin" >/dev/null 2>&1 &
      target=$!
      exec 3>"$work/stdin"
      rm "$work/stdin"
      until (echo >"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do sleep 0.1; done
      invocations=http://127.0.0.1:$port/2015-03-31/functions/f/invocations
      # twice, as the first client that closes its connections makes the JVM compile once more
      for seconds in 15 5; do wrk -t1 -c$concurrency -d${seconds}s -s "$work/post.lua" "$invocations" >/dev/null; done
      own=$(ticks $target) theirs=$(environments $target)
      wrk -t1 -c$concurrency -d8s --latency -s "$work/post.lua" "$invocations" >"$work/wrk"
      awk -v client=$client -v c=$concurrency -v own=$(($(ticks $target) - own)) -v theirs=$(($(environments $target) - theirs)) '
        /requests in/ { n = $1 }
        /50%/ { p50 = $2 }
        /99%/ { p99 = $2 }
        /Non-2xx/ { bad = $NF }
        END { printf "%s client, %d connections: %.0f/s, p50 %s, p99 %s, CPU of the server %.0f us, of the environments %.0f us, %d failed\n",
              client, c, n / 8, p50, p99, own * 10000 / n, theirs * 10000 / n, bad }' "$work/wrk"
      exec 3>&-
      wait $target || true
      target=
    done
  done

  # beside NAME CONNECTIONS URL: how many invocations another local Lambda answers, once it is warm
  beside() {
    until curl -s -o "$work/answer" "$3" -d '{}' -H "$authorization"; do sleep 0.2; done
    wrk -t1 -c$2 -d5s -s "$work/post.lua" "$3" >/dev/null
    wrk -t1 -c$2 -d8s -s "$work/post.lua" "$3" >"$work/wrk"
    awk -v name="$1" -v c=$2 '/requests in/ { n = $1 } /Non-2xx/ { bad = $NF }
      END { printf "%s, %d connections: %.0f/s, %d failed\n", name, c, n / 8, bad }' "$work/wrk"
  }
  # moto finds the service by the signature's scope
  authorization='Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=0'
  echo "wrk.headers['Authorization'] = '${authorization#*: }'" >>"$work/post.lua"

  offline=benchmarks/peers/serverless-offline
  if command -v npm >/dev/null && npm install --prefix $offline --ignore-scripts --no-audit --no-fund >"$work/npm" 2>&1; then
    # each time a new one, as it becomes slower while it runs
    for concurrency in 1 2 4; do
      (cd $offline && exec node node_modules/serverless/bin/serverless.js offline --lambdaPort 9303 --httpPort 9304) \
        >"$work/offline" 2>&1 &
      target=$!
      beside "serverless-offline, Node.js" $concurrency http://127.0.0.1:9303/2015-03-31/functions/peer-dev-f/invocations
      stop
    done
  else
    echo "serverless-offline cannot be had on this machine" >&2
  fi
  if command -v moto_server >/dev/null && command -v aws >/dev/null; then
    moto_server -p 9302 >"$work/moto" 2>&1 &
    target=$!
    until curl -s -o "$work/answer" http://127.0.0.1:9302/moto-api/; do sleep 0.2; done
    # without Docker it runs no function, and answers the same each time
    curl -s -o "$work/answer" http://127.0.0.1:9302/moto-api/config -d '{"lambda": {"use_docker": false}}'
    export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_DEFAULT_REGION=us-east-1
    moto() { aws --endpoint-url http://127.0.0.1:9302 "$@" >"$work/answer"; }
    moto iam create-role --role-name f --assume-role-policy-document '{}'
    (cd benchmarks/target/classes && jar cf "$work/f.zip" io)
    moto lambda create-function --function-name f --runtime java17 --handler H --role arn:aws:iam::123456789012:role/f \
      --zip-file "fileb://$work/f.zip"
    for concurrency in 1 2 4; do
      beside "moto, which runs no function" $concurrency http://127.0.0.1:9302/2015-03-31/functions/f/invocations
    done
    stop
  else
    echo "moto is not on this machine" >&2
  fi
else
  echo "wrk is not on this machine: no CPU for each invocation" >&2
fi

for home in "${@:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}"; do
  echo "environments of $("$home/bin/java" -version 2>&1 | head -1)"
  java -cp "$classpath" io.github.lambdaperf.benchmarks.local.EnvironmentStarts "$home" 11 64 2>/dev/null
done
