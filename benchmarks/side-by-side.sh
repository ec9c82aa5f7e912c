#!/usr/bin/env bash
# lambda-perf beside other load generators, against one server on this machine (nginx, which answers as Lambda does).
# It builds what it runs.
#
# side-by-side.sh closed [rounds]   CPU for each request, 64 connections back to back, warm
# side-by-side.sh short  [rounds]   500 requests a second for 10 s: CPU and memory of the whole process
# side-by-side.sh tls    [rounds]   as closed, over TLS 1.3, with BoringSSL and with the JDK's own
# side-by-side.sh maven  [rounds]   the short run as the goal perf:load, beside Maven with the goal skipped
# side-by-side.sh start  [rounds]   CPU of a JVM from its start to the first signed answer
set -euo pipefail
cd "$(dirname "$0")/.."
mvn -B -ntp -q package -DskipTests -pl benchmarks -am
mode=${1:-closed}
rounds=${2:-3}
port=9101
tls_port=9102
url=http://127.0.0.1:$port
invocations=$url/2015-03-31/functions/f/invocations
body='{"order":"o-1","amount":12.5,"currency":"EUR"}'
work=$(mktemp -d)
jvm=(java -XX:+UseSerialGC -Xmx512m)
nginx=
finish() {
  if [[ -n $nginx ]]; then kill "$nginx"; wait "$nginx" || true; fi
  rm -rf "$work"
}
trap finish EXIT

have() { command -v "$1" >/dev/null; }

if ! have nginx; then
  echo "nginx is not on this machine; it is the server that all are compared on" >&2
  exit 1
fi
# a certificate for this machine alone, and a trust store that knows it
keytool -genkeypair -alias loopback -keyalg RSA -keysize 2048 -validity 1 -dname CN=localhost -ext san=ip:127.0.0.1 \
  -storetype PKCS12 -keystore "$work/loopback.p12" -storepass loopback 2>/dev/null
openssl pkcs12 -in "$work/loopback.p12" -passin pass:loopback -nodes -nocerts -out "$work/key.pem"
openssl pkcs12 -in "$work/loopback.p12" -passin pass:loopback -nokeys -out "$work/certificate.pem"
keytool -importcert -noprompt -alias loopback -file "$work/certificate.pem" -storetype PKCS12 \
  -keystore "$work/trust.p12" -storepass loopback 2>/dev/null
cat >"$work/tls.conf" <<CONF
listen 127.0.0.1:$tls_port ssl backlog=4096;
ssl_certificate $work/certificate.pem;
ssl_certificate_key $work/key.pem;
ssl_protocols TLSv1.3;
CONF
sed "s#@PORT@#$port#; s#@DIR@#$work#g" benchmarks/load/nginx.conf >"$work/nginx.conf"
nginx -c "$work/nginx.conf" -p "$work" &
nginx=$!
until (echo >"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do sleep 0.1; done

product="benchmarks/target/classes:$(cat benchmarks/target/classpath)"
# peer NAME: builds one of benchmarks/peers, and gives its class path; empty: it could not be had
peer() {
  if mvn -B -q -ntp -f "benchmarks/peers/$1" compile >"$work/$1.log" 2>&1; then
    echo "benchmarks/peers/$1/target/classes:$(cat "benchmarks/peers/$1/target/classpath")"
  fi
}
gatling=$(peer gatling)
hyperfoil=$(peer hyperfoil)
sdk=$(peer sdk)
jmeter=$(peer jmeter)
artillery=
if have npm && npm install --prefix benchmarks/peers/artillery --ignore-scripts --no-audit --no-fund \
  >"$work/artillery.log" 2>&1; then
  artillery=benchmarks/peers/artillery/node_modules/.bin/artillery
fi

cat >"$work/post.lua" <<LUA
wrk.method = "POST"
wrk.body = '$body'
wrk.headers["Content-Type"] = "application/json"
wrk.headers["X-Amz-Log-Type"] = "Tail"
LUA

descendants() {
  local pid
  for pid in $(pgrep -P "$1" || true); do echo "$pid"; descendants "$pid"; done
}

# CPU of a process and its descendants so far, in hundredths of a second
cpu() {
  local pid sum=0
  for pid in "$1" $(descendants "$1"); do
    sum=$((sum + $(awk '{ sub(/.*\) /, ""); print $12 + $13 }' "/proc/$pid/stat" 2>/dev/null || echo 0)))
  done
  echo "$sum"
}
requests() { curl -s "$url/status" | awk 'NR == 3 { print $3 }'; }

# warm NAME SECONDS COMMAND...: 8 seconds of it, once it has run that long
warm() {
  local name=$1 before=$2 pid cpu0 cpu1 n0 n1
  shift 2
  "$@" >"$work/out" 2>/dev/null &
  pid=$!
  sleep "$before"
  cpu0=$(cpu $pid) n0=$(requests)
  sleep 8
  cpu1=$(cpu $pid) n1=$(requests)
  wait $pid || true
  awk -v name="$name" -v c=$((cpu1 - cpu0)) -v n=$((n1 - n0)) \
    'BEGIN { printf "%s\t%.1f\t%.0f\n", name, c * 10000 / n, n / 8 }' | tee -a "$work/rows"
}

# whole NAME COMMAND...: all of it, from start to end
whole() {
  local name=$1
  shift
  if ! /usr/bin/time -f '%U %S %e %M' -o "$work/time" "$@" >"$work/out" 2>"$work/err"; then
    tail -3 "$work/err" >&2
    return
  fi
  tail -1 "$work/time" | awk -v name="$name" \
    '{ printf "%s\t%.2f\t%.1f\t%.0f\n", name, $1 + $2, $3, $4 / 1024 }' | tee -a "$work/rows"
}

skip() { if ((round == 1)); then echo "$1 is not on this machine" >&2; fi; }

# table COLUMNS...: the best round of each, beside wrk where it is there, and beside lambda-perf
table() {
  awk -F'\t' -v columns="$*" '
    !($1 in best) { order[++count] = $1; best[$1] = $2; line[$1] = $0 }
    $2 < best[$1] { best[$1] = $2; line[$1] = $0 }
    END {
      n = split(columns, name, " ")
      printf "\n| %-28s |", "best of the rounds"
      for (i = 1; i <= n; i++) printf " %s |", name[i]
      printf " of_wrk | lambda-perf_is |\n|---|"
      for (i = 1; i <= n + 2; i++) printf "---|"
      printf "\n"
      for (i = 1; i <= count; i++) {
        m = split(line[order[i]], field, "\t")
        printf "| %-28s |", field[1]
        for (j = 2; j <= m; j++) printf " %s |", field[j]
        printf " %s |", best["wrk"] ? sprintf("%.2f", best[field[1]] / best["wrk"]) : "-"
        printf " %.2f of it |\n", best["lambda-perf"] / best[field[1]]
      }
    }' "$work/rows"
}

closed() {
  for ((round = 1; round <= rounds; round++)); do
    if have wrk; then warm wrk 1 wrk -t1 -c64 -d10s -s "$work/post.lua" "$invocations"; else skip wrk; fi
    warm lambda-perf 13 "${jvm[@]}" -cp "$product" io.github.lambdaperf.benchmarks.load.ProductLoad "$url" \
      benchmarks/load/round.yaml 3600
    if [[ -n $hyperfoil ]]; then
      warm Hyperfoil 13 "${jvm[@]}" -Dpeer.url=$url -Dpeer.seconds=22 -Dpeer.connections=64 -cp "$hyperfoil" LambdaBenchmark
    else skip Hyperfoil; fi
    if [[ -n $gatling ]]; then
      warm Gatling 16 "${jvm[@]}" --add-opens java.base/java.lang=ALL-UNNAMED -Dpeer.url=$url -Dpeer.seconds=22 \
        -Dpeer.connections=64 -cp "$gatling" io.gatling.app.Gatling -s LambdaSimulation -rf "$work/gatling" -nr
    else skip Gatling; fi
    if have hey; then
      warm hey 2 hey -z 11s -c 64 -m POST -T application/json -d "$body" "$invocations"
    else skip hey; fi
    if [[ -n $sdk ]]; then
      for client in crt netty; do
        warm "SDK async, $client" 40 "${jvm[@]}" -cp "$sdk" SdkLoad $client $url 64 49
        grep -a allocated "$work/out" || true
      done
    else skip "the SDK"; fi
    if [[ -n $jmeter ]]; then
      warm JMeter 20 "${jvm[@]}" -Dpeer.url=$url -Dpeer.seconds=30 -Dpeer.connections=64 -cp "$jmeter" LambdaPlan
    else skip JMeter; fi
    if [[ -n $artillery ]]; then
      warm artillery 20 timeout 34 "$artillery" run -t $url benchmarks/peers/artillery/closed.yml
    else skip artillery; fi
    if have k6; then
      warm k6 10 k6 run -q --vus 64 --duration 20s -e URL="$invocations" benchmarks/peers/k6.js
    else skip k6; fi
  done
  table CPU_us requests/s
}

tls() {
  local trusting=("${jvm[@]}" -Djavax.net.ssl.trustStore="$work/trust.p12" -Djavax.net.ssl.trustStorePassword=loopback)
  for ((round = 1; round <= rounds; round++)); do
    if have wrk; then
      warm wrk 1 wrk -t1 -c64 -d10s -s "$work/post.lua" "${invocations/http:*:$port/https://127.0.0.1:$tls_port}"
    else skip wrk; fi
    warm lambda-perf 13 "${trusting[@]}" -cp "$product" io.github.lambdaperf.benchmarks.load.ProductLoad \
      https://127.0.0.1:$tls_port benchmarks/load/round.yaml 3600
    warm "lambda-perf, the JDK's TLS" 13 "${trusting[@]}" -Dio.netty.handler.ssl.noOpenSsl=true -cp "$product" \
      io.github.lambdaperf.benchmarks.load.ProductLoad https://127.0.0.1:$tls_port benchmarks/load/round.yaml 3600
    # CRT knows no trust store of Java
    if [[ -n $sdk ]]; then
      warm "SDK async, netty" 40 "${trusting[@]}" -cp "$sdk" SdkLoad netty https://127.0.0.1:$tls_port 64 49
    else skip "the SDK"; fi
  done
  table CPU_us requests/s
}

short() {
  for ((round = 1; round <= rounds; round++)); do
    whole lambda-perf "${jvm[@]}" -cp "$product" io.github.lambdaperf.benchmarks.load.ProductLoad "$url" \
      benchmarks/load/short.yaml 3600
    if [[ -n $hyperfoil ]]; then
      whole Hyperfoil "${jvm[@]}" -Dpeer.url=$url -Dpeer.seconds=10 -Dpeer.rate=500 -Dpeer.connections=64 -cp "$hyperfoil" \
        LambdaBenchmark
    else skip Hyperfoil; fi
    if [[ -n $gatling ]]; then
      whole Gatling "${jvm[@]}" --add-opens java.base/java.lang=ALL-UNNAMED -Dpeer.url=$url -Dpeer.seconds=10 -Dpeer.rate=500 \
        -cp "$gatling" io.gatling.app.Gatling -s LambdaSimulation -rf "$work/gatling" -nr
    else skip Gatling; fi
    if have hey; then
      whole hey hey -z 10s -c 10 -q 50 -m POST -T application/json -d "$body" "$invocations"
    else skip hey; fi
    if [[ -n $jmeter ]]; then
      whole JMeter "${jvm[@]}" -Dpeer.url=$url -Dpeer.seconds=10 -Dpeer.rate=500 -cp "$jmeter" LambdaPlan
    else skip JMeter; fi
    if [[ -n $artillery ]]; then
      whole artillery "$artillery" run -t $url benchmarks/peers/artillery/short.yml
    else skip artillery; fi
    if have k6; then whole k6 k6 run -q -e RATE=500 -e URL="$invocations" benchmarks/peers/k6.js; else skip k6; fi
  done
  table CPU_s wall_s MiB
}

# a project of its own, and the plugin from a local repository of its own
maven() {
  local project=$work/project goal=io.github.lambdaperf:lambda-perf-maven-plugin:0.1.0-SNAPSHOT:load
  mvn -B -q -N help:evaluate -Dexpression=settings.localRepository -Doutput="$work/repository.txt"
  mvn -B -ntp -q pre-integration-test -DskipTests -DskipMavens -pl lambda-perf-maven-plugin -am
  sed "s#@localRepositoryUrl@#file://$(<"$work/repository.txt")#" lambda-perf-maven-plugin/src/it/settings.xml >"$work/settings.xml"
  mkdir -p "$project/src/perf"
  cp benchmarks/load/short.yaml "$project/src/perf/"
  cat >"$project/pom.xml" <<POM
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>benchmarks</groupId>
  <artifactId>short</artifactId>
  <version>1</version>
</project>
POM
  local goals=(mvn -B -q -s "$work/settings.xml" "-Dmaven.repo.local=$PWD/lambda-perf-maven-plugin/target/local-repo"
    -f "$project" -Dperf.target=aws -Dperf.endpoint="$url" -Dperf.function=f -Dperf.region=us-east-1 "$goal")
  # the first fills the repository
  "${goals[@]}" -Dperf.skip
  export MAVEN_OPTS="${jvm[*]:1}"
  for ((round = 1; round <= rounds; round++)); do
    whole lambda-perf "${goals[@]}"
    whole "Maven, the goal skipped" "${goals[@]}" -Dperf.skip
    if [[ -n $gatling ]]; then
      whole Gatling "${jvm[@]}" --add-opens java.base/java.lang=ALL-UNNAMED -Dpeer.url=$url -Dpeer.seconds=10 -Dpeer.rate=500 \
        -cp "$gatling" io.gatling.app.Gatling -s LambdaSimulation -rf "$work/gatling" -nr
    else skip Gatling; fi
  done
  table CPU_s wall_s MiB
}

start() {
  # as in Maven, whose SLF4J is there before a plugin is
  mkdir "$work/realm"
  (cd benchmarks/target/classes && cp --parents io/github/lambdaperf/benchmarks/load/Realm.class "$work/realm")
  local realm=("${jvm[@]}" -cp "$work/realm:$(tr : '\n' <benchmarks/target/classpath | grep /slf4j- | paste -sd :)"
    io.github.lambdaperf.benchmarks.load.Realm)
  for ((round = 1; round <= rounds; round++)); do
    whole lambda-perf "${realm[@]}" "$product" io.github.lambdaperf.benchmarks.load.FirstAnswer "$url"
    if [[ -n $sdk ]]; then
      for client in netty crt url; do
        whole "SDK, $client" "${realm[@]}" "$sdk" SdkLoad $client $url 1 0
      done
    else skip "the SDK"; fi
  done
  table CPU_s wall_s MiB
}

date -u +%Y-%m-%dT%H:%MZ
case $mode in
  closed | tls | short | maven | start) "$mode" ;;
  *)
    echo "closed, tls, short, maven or start, not $mode" >&2
    exit 1
    ;;
esac
