/// A Ceph cluster's devices and pools, and what fits on them.
struct StorageCluster: Sendable {
    struct Ratios: Sendable {
        var nearfull: Double?
        var backfillfull: Double?
        var full: Double?
    }

    var ratios = Ratios()
    var devices: [CrushDevice] = []
    var pools: [StoragePool] = []

    /// Every way in which a pool keeps its data, in a stable order.
    var schemes: [StorageScheme] {
        Set(pools.compactMap(\.scheme)).sorted {
            ($0.root, $0.deviceClass ?? "", $0.domain, $0.slots, $0.rawFactor)
                < ($1.root, $1.deviceClass ?? "", $1.domain, $1.slots, $1.rawFactor)
        }
    }

    func devices(of scheme: StorageScheme) -> [CrushDevice] { devices.filter(scheme.takes) }
    func pools(of scheme: StorageScheme) -> [StoragePool] { pools.filter { $0.scheme == scheme } }

    /// With every OSD of the CRUSH map: the same while some are down or out.
    func usable(_ scheme: StorageScheme) -> UsableRoom { UsableRoom(scheme, on: devices) }

    /// Only with OSDs that are in: where data can be placed now.
    func usableNow(_ scheme: StorageScheme) -> UsableRoom { UsableRoom(scheme, on: devices.filter(\.isIn)) }

    /// Raw bytes that all pools together use of the scheme's devices; nil where a pool's are not known.
    ///
    /// Pools that share some of the devices count with the share of the weight they have in common. From the pools,
    /// not from the OSDs: what an OSD that is down or out uses is not counted by Ceph.
    func used(on scheme: StorageScheme) -> Double? {
        var sum = 0.0
        for pool in pools {
            guard let share = share(of: pool, on: scheme) else { return nil }
            if share == 0 { continue }
            guard let used = pool.used else { return nil }
            sum += share * Double(used)
        }
        return sum
    }

    /// How much of a pool is on the scheme's devices, from 0 to 1.
    func share(of pool: StoragePool, on scheme: StorageScheme) -> Double? {
        guard let own = pool.scheme else { return pool.used == 0 ? 0 : nil }
        if own == scheme { return 1 }
        var (common, all) = (0.0, 0.0)
        for device in devices(of: own) {
            guard let weight = device.weight else { return nil }
            all += weight
            if scheme.takes(device) { common += weight }
        }
        return all > 0 ? common / all : 0
    }

    /// Data that still fit until a share of the room is used: below 0 where more is used.
    func room(_ scheme: StorageScheme, _ usable: UsableRoom, until ratio: Double?) -> Double? {
        guard let raw = usable.raw, let used = used(on: scheme), let ratio else { return nil }
        return (raw * ratio - used) / scheme.rawFactor
    }

    /// Without a host's devices.
    func without(_ host: String) -> StorageCluster {
        var rest = self
        rest.devices.removeAll { $0.host == host }
        return rest
    }
}
