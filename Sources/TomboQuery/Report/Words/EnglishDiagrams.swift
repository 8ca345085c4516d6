extension English {
    /// What stands in diagrams.
    static let diagrams: [Phrase: String] = [
        .diagramTitle: "%1 of", .networkView: "Network", .pathView: "Path from the campus router to the servers",
        .placementView: "Placement", .storageView: "Storage", .applicationsView: "Applications", .broken: "broken",
        .noAddress: "no address", .addressUnknown: "address unknown",
        .portUnknown: "port unknown", .subnetUnknown: "subnet unknown", .on: "on %1", .hostUnknown: "host unknown",
        .oneOf: "one of %1",
        .statusUnknown: "status unknown", .erasureCoded: "erasure coded", .copies: "%1 copies", .oneUnit: "1 unit",
        .severalUnits: "%1 units", .sameInstance: "instance_id = system_id", .sameFQDN: "same FQDN",
        .sameShortName: "same short name", .sameAddress: "same IP address", .sameMAC: "same MAC address",
        .gatewayOf: "gateway of %1", .noGateway: "no gateway", .gatewayUnknown: "gateway unknown",
        .noSubnet: "no subnet", .snatOn: "SNAT on", .snatOff: "SNAT off", .gatewayOn: "gateway port on %1",
        .floating: "floating %1", .noPort: "no port", .unbound: "not plugged in (%1)",
        .physicalUnknown: "machine unknown", .interfacesUnknown: "interfaces unknown",
        .foldedMore: "%1 more",
    ]
}
