#!/usr/bin/env bash
# Real builds of examples/orders against its own baseline: how often does an unchanged build fail, and how often is a
# slower one caught? Usage: unchanged-builds.sh <builds> <stored|interleaved> [<PBKDF2 rounds, 3000 is unchanged>]
# Needs lambda-perf in the local repository (mvn install); MAVEN_ARGS goes to every mvn call.
set -euo pipefail
builds=${1:?number of builds}
mode=${2:?stored or interleaved}
rounds=${3:-3000}
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$root/examples/orders" "$work/orders"
cd "$work/orders"
rm -rf target src/perf/baseline
mvn="mvn -o -B -ntp ${MAVEN_ARGS:-} -Pperf"

$mvn package -DskipTests > package.log
cp target/orders-1.0.0.jar earlier.jar
$mvn perf:baseline -Dperf.runs=5 > baseline.log
sed -i "s/3_000/$rounds/" src/main/java/com/example/orders/Signer.java

echo "builds=$builds mode=$mode rounds=$rounds $(date -u +%FT%RZ)"
for i in $(seq "$builds"); do
  $mvn verify "-Dperf.compare=$mode" -Dperf.baselineArtifact="$PWD/earlier.jar" > build.log 2>&1 || true
  if grep -q 'regressed: baseline' build.log; then
    verdict=regressed
  else
    verdict=$(sed -n 's/^\[INFO\] verdict: //p' build.log | tail -1)
  fi
  further=$(grep -c 'not decided yet' build.log || true)
  median=$(grep -m1 'client.warm.p50 ' build.log | tr -s ' ' | cut -d' ' -f4-6)
  echo "$i ${verdict:-broken} further runs: $further; median before, now, change: $median $(grep -m1 -o '[a-z0-9.]* regressed: baseline' build.log || true)"
  [ -n "${verdict:-}" ] || { tail -30 build.log; exit 1; }
done | tee result.txt
cut -d' ' -f2 result.txt | sort | uniq -c
