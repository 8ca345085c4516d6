# shellcheck shell=bash
# RBD images as Glance, Nova and Cinder make them.

rbd_() { timeout -k 2 120 rbd -c "$CONF" "$@"; }

# image ID GIB
image() {
    rbd_ create "glance/$1" --size "${2}G" --image-feature layering,exclusive-lock,object-map,fast-diff,deep-flatten
    rbd_ bench "glance/$1" --io-type write --io-size 4M --io-total 32M --io-threads 4 >/dev/null
    rbd_ snap create "glance/$1@snap" 2>/dev/null
    rbd_ snap protect "glance/$1@snap"
}

# disk SERVER GIB IMAGE
disk() {
    rbd_ clone "glance/$3@snap" "vms/${1}_disk"
    rbd_ resize "vms/${1}_disk" --size "${2}G" --allow-shrink --no-progress
    rbd_ bench "vms/${1}_disk" --io-type write --io-size 4M --io-total 16M --io-threads 4 >/dev/null
}

# volume ID GIB
volume() { rbd_ create "cinder-ceph/volume-$1" --size "${2}G"; }

# remove POOL/NAME
remove() { rbd_ rm "$1" --no-progress; }
