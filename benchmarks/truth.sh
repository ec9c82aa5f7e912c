#!/usr/bin/env bash
# What is reported of a server that stalls, beside what the server saw; and how well arrivals keep the schedule.
# It builds what it runs.
set -euo pipefail
cd "$(dirname "$0")/.."
mvn -B -ntp -q package -DskipTests -pl benchmarks -am
rounds=${1:-3}
port=${2:-9201}
classpath="benchmarks/target/classes:$(cat benchmarks/target/classpath)"
work=$(mktemp -d)
server=
finish() {
  if [[ -n $server ]]; then kill "$server"; wait "$server" || true; fi
  rm -rf "$work"
}
trap finish EXIT

# peer NAME: builds one of benchmarks/peers, and gives its class path; empty: it could not be had
peer() {
  if mvn -B -q -ntp -f "benchmarks/peers/$1" compile >"$work/$1.log" 2>&1; then
    echo "benchmarks/peers/$1/target/classes:$(cat "benchmarks/peers/$1/target/classpath")"
  fi
}
gatling=$(peer gatling)
hyperfoil=$(peer hyperfoil)

program() {
  java "${jvm[@]}" -cp "$classpath" "io.github.lambdaperf.benchmarks.truth.$@" 2>/dev/null
}
jvm=(-XX:+UseSerialGC -Xmx512m)

# first_compiler PROGRAM...: without the second compiler, which takes a processor for itself in the first ten seconds
first_compiler() {
  local jvm=("${jvm[@]}" -XX:TieredStopAtLevel=1)
  program "$@"
}

# serve STALL_AFTER_MS STALL_FOR_MS: one server at a time
serve() {
  if [[ -n $server ]]; then kill "$server"; wait "$server" || true; fi
  # room for all that it allocates: a collection of its own would be taken for a late arrival, and so would be the pauses in
  # which some kernels look through gigabytes of touched memory
  java -XX:+UseSerialGC -Xms1g -Xmn900m -cp "$classpath" \
    io.github.lambdaperf.benchmarks.truth.StallingServer "$port" "$1" "$2" >/dev/null 2>&1 &
  server=$!
  until (echo >"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do sleep 0.1; done
  # the server's own warm-up, until its compilers have nothing left to do
  program TruthfulLoad "http://127.0.0.1:$port" 4000 8 1000 >/dev/null
  program TruthfulLoad "http://127.0.0.1:$port" 500 10 10000 >/dev/null
}

serve 5000 1000
for ((round = 1; round <= rounds; round++)); do
  echo "== 500/s for 10 s, silent for 1 s after 5 s, round $round"
  program TruthfulLoad "http://127.0.0.1:$port" 500 10 10000
  echo "-- the first compiler alone"
  first_compiler TruthfulLoad "http://127.0.0.1:$port" 500 10 10000
  echo "-- no more than 10 connections"
  program TruthfulLoad "http://127.0.0.1:$port" 500 10 10
  if [[ -n $hyperfoil ]]; then
    for connections in 1000 10; do
      echo "-- Hyperfoil, $connections connections"
      java -XX:+UseSerialGC -Xmx512m -Dpeer.url="http://127.0.0.1:$port" -Dpeer.seconds=10 -Dpeer.rate=500 \
        -Dpeer.connections=$connections -cp "$hyperfoil" LambdaBenchmark 2>/dev/null | grep reported || true
      program PeerTruth "http://127.0.0.1:$port" 500
    done
  fi
  if [[ -n $gatling ]]; then
    echo "-- Gatling"
    java -XX:+UseSerialGC -Xmx512m --add-opens java.base/java.lang=ALL-UNNAMED -Dpeer.url="http://127.0.0.1:$port" \
      -Dpeer.seconds=10 -Dpeer.rate=500 -cp "$gatling" io.gatling.app.Gatling -s LambdaSimulation -rf "$work" 2>/dev/null |
      grep -E '^> (response time .*percentile|max)' | cut -d'|' -f1,2 | tr -s ' \n' ' ' || true
    echo
    program PeerTruth "http://127.0.0.1:$port" 500
  fi
  if command -v hey >/dev/null; then
    echo "-- hey, 10 connections at 50/s each"
    hey -z 10s -c 10 -q 50 -m POST -d '{"order":"o-1"}' "http://127.0.0.1:$port/2015-03-31/functions/f/invocations" |
      grep -E '(Slowest|50%|90%|95%|99%)' | tr -s ' \n' ' '
    echo
    # its requests are not the next run's
    program TruthfulLoad "http://127.0.0.1:$port" 10 1 10 >/dev/null
  fi
done

serve 1000 5000
for ((round = 1; round <= rounds; round++)); do
  echo "== 2100/s for 7 s, silent for 5 s after 1 s: more than 10,000 invocations at once, round $round"
  program TruthfulLoad "http://127.0.0.1:$port" 2100 7 12000
done

serve 0 0
for rate in 500 2000 5000; do
  for ((round = 1; round <= rounds; round++)); do
    echo "== $rate/s for 10 s, no stall, round $round"
    program SleepLoop "$rate" 10
    program TruthfulLoad "http://127.0.0.1:$port" "$rate" 10 10000 | grep arriv
    echo "-- the first compiler alone"
    first_compiler TruthfulLoad "http://127.0.0.1:$port" "$rate" 10 10000 | grep arriv
  done
done
