import TomboQuery

/// The head of a column for people, made from its stable name: word for word,
/// so that what stands there can be given to `-c`.
enum Heading {
    enum Style {
        /// `RAM MiB TOTAL`: the head of a table on a terminal.
        case upper
        /// `ram MiB total`: a field of a record.
        case lower
        /// `RAM MiB total`: a document.
        case sentence
    }

    static func text(_ column: Answer.Column, _ style: Style) -> String {
        var words = column.name.split(separator: "_").map(String.init)
        let unit = column.unit.flatMap { $0 == "count" || $0.isEmpty ? nil : $0 }
        // Each cell of these says its own unit.
        if column.countsBytes {
            return words.indices.map { word(words[$0], style, isFirst: $0 == 0) }.joined(separator: " ")
        }
        let namesUnit = words.contains { units[$0.lowercased()] != nil || $0.lowercased() == unit?.lowercased() }
        for index in words.indices { words[index] = word(words[index], style, isFirst: index == 0) }
        let text = words.joined(separator: " ")
        guard let unit, !namesUnit else { return text }
        return "\(text) (\(unit))"
    }

    private static func word(_ word: String, _ style: Style, isFirst: Bool) -> String {
        let key = word.lowercased()
        if let unit = units[key] { return unit }
        switch style {
        case .upper: return word.uppercased()
        case .lower: return word
        case .sentence:
            if let proper = proper[key] { return proper }
            return isFirst ? word.prefix(1).uppercased() + word.dropFirst() : word
        }
    }

    /// A unit is written as it is, whatever stands around it: MIB is no unit.
    private static let units = [
        "kib": "KiB", "mib": "MiB", "gib": "GiB", "tib": "TiB", "kb": "kB", "mb": "MB", "gb": "GB", "tb": "TB",
        "ms": "ms", "mhz": "MHz", "ghz": "GHz",
    ]

    private static let proper = [
        "id": "ID", "uuid": "UUID", "ram": "RAM", "vcpu": "vCPU", "vcpus": "vCPUs", "cpu": "CPU", "cpus": "CPUs",
        "ip": "IP", "ips": "IPs", "mac": "MAC", "macs": "MACs", "osd": "OSD", "osds": "OSDs", "az": "AZ", "url": "URL",
        "fqdn": "FQDN", "dns": "DNS", "cidr": "CIDR", "mtu": "MTU", "vlan": "VLAN", "vid": "VID", "pg": "PG",
        "os": "OS", "api": "API", "bmc": "BMC", "maas": "MAAS", "juju": "Juju", "ceph": "Ceph", "crush": "CRUSH",
        "nova": "Nova", "openstack": "OpenStack",
    ]
}
