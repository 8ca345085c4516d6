# shellcheck shell=bash
# Making the cluster, its disks and its pools.

write_conf() {
    local i addresses=''
    for i in "${!MONS[@]}"; do addresses+="${addresses:+,}[v2:$IP:$((V2 + i)),v1:$IP:$((V1 + i))]"; done
    cat >"$CONF" <<CONF
[global]
fsid = $FSID
mon host = $addresses
auth cluster required = cephx
auth service required = cephx
auth client required = cephx
auth allow insecure global id reclaim = false
keyring = $ETC/\$cluster.\$name.keyring
run dir = $RUN/sockets
admin socket = $RUN/sockets/\$cluster-\$name.asok
log file = $LOG/\$cluster-\$name.log
crash dir = $RUN/crash
log to stderr = false
err to stderr = true
mon cluster log file = $LOG/cluster.log
public network = 127.0.0.0/8
public addr = $IP
cluster addr = $IP
ms bind ipv6 = false
osd pool default size = 3
osd pool default min size = 2
osd pool default pg num = 8
osd pool default pg autoscale mode = off
[client]
log file =
admin socket =
[client.rgw.$RGW]
admin socket = $RUN/sockets/\$cluster-\$name.asok
log file = $LOG/\$cluster-\$name.log
rgw frontends = beast endpoint=$IP:$RGW_PORT
rgw thread pool size = 16
[mon]
mon data = $RUN/mon.\$id
keyring = $RUN/mon.\$id/keyring
mon allow pool delete = true
mon initial members = $(IFS=,; echo "${MONS[*]}")
mgr initial modules = iostat
paxos propose interval = 0.1
paxos min wait = 0.02
[mgr]
mgr data = $RUN/mgr.\$id
keyring = $RUN/mgr.\$id/keyring
[osd]
keyring = \$osd_data/keyring
osd memory target = 939524096
bluestore cache autotune = false
bluestore cache size = 67108864
osd op num shards = 2
bluestore block create = false
osd max object name len = 256
CONF
}

make_mons() {
    local i name addresses=()
    ceph-authtool --create-keyring "$ETC/mon.keyring" --gen-key -n mon. --cap mon 'allow *' >/dev/null
    ceph-authtool --create-keyring "$ETC/ceph.client.admin.keyring" --gen-key -n client.admin \
        --cap mon 'allow *' --cap osd 'allow *' --cap mds 'allow *' --cap mgr 'allow *' >/dev/null
    ceph-authtool "$ETC/mon.keyring" --import-keyring "$ETC/ceph.client.admin.keyring" >/dev/null
    for i in "${!MONS[@]}"; do addresses+=(--addv "${MONS[$i]}" "[v2:$IP:$((V2 + i)),v1:$IP:$((V1 + i))]"); done
    monmaptool --create --clobber --fsid "$FSID" --set-min-mon-release pacific "${addresses[@]}" "$ETC/monmap" >/dev/null
    for name in "${MONS[@]}"; do
        mkdir -p "$RUN/mon.$name"
        ceph-mon -c "$CONF" --mkfs -i "$name" --monmap "$ETC/monmap" --keyring "$ETC/mon.keyring"
        cp "$ETC/mon.keyring" "$RUN/mon.$name/keyring"
    done
}

# attach_disk HOST   its file as a block device, of which udev says a vendor, a model and a serial number
attach_disk() {
    local folder=$RUN/disk.$1 device numbers
    device=$(losetup -j "$folder/block.img" -n -O NAME | head -n 1)
    [ -n "$device" ] || device=$(losetup -f --show "$folder/block.img")
    ln -sfn "$device" "$folder/block"
    numbers=$(lsblk -dno MAJ:MIN "$device" | tr -d ' ')
    printf 'I:1\nE:ID_VENDOR=QEMU\nE:ID_MODEL=QEMU_HARDDISK\nE:ID_SERIAL_SHORT=%s\nE:ID_SERIAL=QEMU_HARDDISK_%s\nV:1\n' \
        "$1-sdb" "$1-sdb" >"$RUN/fake/udev/data/b$numbers"
}

# addosd HOST [SIZE]
addosd() {
    local host=$1 size=${2:-20G} folder=$RUN/disk.$1 uuid secret
    if [ ! -e "$folder/id" ]; then
        mkdir -p "$folder"
        truncate -s "$size" "$folder/block.img"
        uuid=$(uuidgen) secret=$(ceph-authtool --gen-print-key)
        ceph_ osd new "$uuid" -i <(printf '{"cephx_secret":"%s"}' "$secret") >"$folder/new"
        ceph-authtool --create-keyring "$folder/keyring" -n "osd.$(cat "$folder/new")" --add-key "$secret" >/dev/null
        attach_disk "$host"
        # shellcheck disable=SC2016
        unshare -um bash -c 'hostname "$1"; mount --bind "$2" /run; shift 2; exec "$@"' _ "$host" "$RUN/fake" \
            ceph-osd -c "$CONF" -i "$(cat "$folder/new")" --osd-data "$folder" --mkfs --osd-uuid "$uuid" \
            >>"$LOG/mkfs.log" 2>&1
        mv "$folder/new" "$folder/id"
    fi
    start_daemon "osd.$host"
    wait_for "the OSD of $host" is_up "$(cat "$folder/id")"
}

is_up() { ceph_ osd dump 2>/dev/null | grep -q "^osd\.$1 up "; }

# rmosd HOST
rmosd() {
    local folder=$RUN/disk.$1 device
    [ -e "$folder/id" ] || die 2 "There is no OSD on $1."
    ceph_ osd out "$(cat "$folder/id")"
    stop "osd.$1"
    # It has to be seen down before it may be purged.
    wait_for "the OSD of $1 to be down" purged "$folder"
    ceph_ osd crush rm "$1"
    for device in $(losetup -j "$folder/block.img" -n -O NAME); do losetup -d "$device"; done
    rm -rf "$folder"
}

purged() { ceph_ osd down "$(cat "$1/id")" >/dev/null 2>&1; ceph_ osd purge "$(cat "$1/id")" --yes-i-really-mean-it 2>/dev/null; }

# wait_for WHAT COMMAND...
wait_for() {
    local what=$1 deadline=$((SECONDS + WAIT))
    shift
    until "$@"; do
        ((SECONDS < deadline)) || die 1 "Waited $WAIT s in vain for $what." "Read $LOG; TOMBO_TESTBED_WAIT=SECONDS waits longer."
        sleep .5
    done
}

has_quorum() { ceph_ mon stat >/dev/null 2>&1; }
is_healthy() { ceph_ health 2>/dev/null | grep -q HEALTH_OK; }
wait_healthy() { wait_for 'HEALTH_OK' is_healthy; }

start_cluster() {
    local i folder
    for i in "${!MONS[@]}"; do start_daemon "mon.$i"; done
    wait_for 'a quorum' has_quorum
    start_daemon mgr.0
    for folder in "$RUN"/disk.*; do [ ! -e "$folder/id" ] || start_daemon "osd.${folder##*/disk.}"; done
    start_daemon rgw.0
}

make_cluster() {
    local host name hosts
    write_conf
    make_mons
    for name in "${!MONS[@]}"; do start_daemon "mon.$name"; done
    wait_for 'a quorum' has_quorum
    say 'the monitors have a quorum'
    ceph_ config set global mon_data_avail_warn 5
    mkdir -p "$RUN/mgr.${MONS[0]}"
    ceph_ auth get-or-create "mgr.${MONS[0]}" mon 'allow profile mgr' osd 'allow *' mds 'allow *' \
        -o "$RUN/mgr.${MONS[0]}/keyring"
    start_daemon mgr.0
    read -ra hosts <<<"${TOMBO_TESTBED_CEPH_OSDS:-node1 node2 node3}"
    for host in "${hosts[@]}"; do addosd "$host"; done
    say 'the OSDs are made'
    make_pools
    make_users
    start_daemon rgw.0
    : >"$ETC/made"
}

make_pools() {
    local pool
    for pool in cinder-ceph:16:rbd glance:8:rbd vms:8:rbd .rgw.root:4:rgw default.rgw.control:4:rgw \
        default.rgw.log:4:rgw default.rgw.meta:4:rgw default.rgw.buckets.index:4:rgw default.rgw.buckets.data:8:rgw; do
        IFS=: read -r name groups application <<<"$pool"
        printf 'osd pool create %s %s\nosd pool application enable %s %s\n' "$name" "$groups" "$name" "$application"
    done | ceph_ >/dev/null 2>>"$LOG/pools.log"
}

# client.tombo has exactly the rights that tombo's documentation asks for.
make_users() {
    local pools='profile rbd-read-only pool=cinder-ceph, profile rbd-read-only pool=glance, profile rbd-read-only pool=vms'
    ceph_ auth get-or-create "client.rgw.$RGW" mon 'allow rw' osd 'allow rwx' -o "$ETC/ceph.client.rgw.$RGW.keyring"
    ceph_ auth get-or-create client.tombo mon 'allow r' mgr 'allow r' osd "$pools" -o "$ETC/ceph.client.tombo.keyring"
    ceph_ auth get-or-create client.monitor mon 'allow r' -o "$ETC/ceph.client.monitor.keyring"
}
