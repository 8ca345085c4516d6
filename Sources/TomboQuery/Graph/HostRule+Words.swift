extension HostRule {
    /// What the edge of a diagram says of it.
    var phrase: Phrase {
        switch self {
        case .instance: .sameInstance
        case .fqdn: .sameFQDN
        case .shortName: .sameShortName
        case .address: .sameAddress
        case .mac: .sameMAC
        }
    }
}
