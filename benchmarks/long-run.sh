#!/usr/bin/env bash
# The load at the highest rate that this machine holds, for 21 minutes unless told otherwise: a line of figures each minute,
# and whether the heap stayed flat. It builds what it runs.
#
# long-run.sh [minutes]
set -euo pipefail
cd "$(dirname "$0")/.."
minutes=${1:-21}
port=9102
work=$(mktemp -d)
nginx=
finish() {
  if [[ -n $nginx ]]; then kill "$nginx"; wait "$nginx" || true; fi
  rm -rf "$work"
}
trap finish EXIT

if ! command -v nginx >/dev/null; then
  echo "nginx is not on this machine; it is the server that is loaded" >&2
  exit 1
fi
mvn -B -ntp -q package -DskipTests -pl benchmarks -am
sed "s#@PORT@#$port#; s#@DIR@#$work#g" benchmarks/load/nginx.conf >"$work/nginx.conf"
nginx -c "$work/nginx.conf" -p "$work" &
nginx=$!
until (echo >"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do sleep 0.1; done

sed "s/^duration: .*/duration: ${minutes}m/" benchmarks/load/long.yaml >"$work/long.yaml"
# else three of four full collections leave up to a twentieth of the old generation as it is, dead as it may be
java -XX:+UseSerialGC -Xmx512m -XX:MarkSweepAlwaysCompactCount=1 -cp "benchmarks/target/classes:$(cat benchmarks/target/classpath)" \
  io.github.lambdaperf.benchmarks.load.ProductLoad "http://127.0.0.1:$port" "$work/long.yaml" 60 2>/dev/null |
  tee "$work/figures.txt"
awk -F'\t' '
  !/^#/ && NF == 6 && $1 >= 119 { if (!n || $6 < low) low = $6; if ($6 > high) high = $6; sum += $6; n++ }
  END {
    if (!n) { print "# too short to say anything about the heap"; exit }
    mean = sum / n
    printf "# heap from minute 2 on: %.1f to %.1f MiB, %.0f %% below and %.0f %% above its mean\n",
      low, high, 100 * (mean - low) / mean, 100 * (high - mean) / mean
  }' "$work/figures.txt"
