# shellcheck shell=bash
# The four flavors of the lab, and its image.

# flavor NAME VCPUS RAM_MIB
flavor() { admin flavor create --vcpus "$2" --ram "$3" --disk 20 "$1" -f value -c name; }

flavor m1.tiny 1 1024
flavor m1.small 1 2048
flavor m1.medium 2 4096
flavor m1.large 4 8192

# Empty, but of the real image's virtual size: nothing ever boots from it.
qemu-img create -q -f qcow2 "$RUN/jammy.qcow2" 2252M
admin image create --public --container-format bare --disk-format qcow2 --property architecture=x86_64 \
    --property hw_disk_bus=virtio --file "$RUN/jammy.qcow2" jammy-amd64 -f value -c name

# Nothing reads the image's data, so that it may say what it says in the real lab: that it lies in Ceph.
sql -e "UPDATE glance.image_locations SET value = concat('rbd://$CEPH_FSID/glance/', image_id, '/snap')
    WHERE value LIKE 'file:%'"
