extension Portuguese {
    /// What stands in diagrams.
    static let diagrams: [Phrase: String] = [
        .diagramTitle: "%1 da nuvem", .networkView: "Rede", .pathView: "Caminho do roteador do campus aos servidores",
        .placementView: "Posicionamento", .storageView: "Armazenamento", .applicationsView: "Aplicações",
        .broken: "com problema",
        .noAddress: "sem endereço", .addressUnknown: "endereço desconhecido",
        .portUnknown: "porta desconhecida", .subnetUnknown: "sub-rede desconhecida", .on: "em %1",
        .hostUnknown: "host desconhecido", .oneOf: "um de %1",
        .statusUnknown: "estado desconhecido", .erasureCoded: "erasure coding", .copies: "%1 cópias",
        .oneUnit: "1 unidade", .severalUnits: "%1 unidades", .sameInstance: "instance_id = system_id",
        .sameFQDN: "mesmo FQDN", .sameShortName: "mesmo nome curto", .sameAddress: "mesmo endereço IP",
        .sameMAC: "mesmo endereço MAC",
        .gatewayOf: "gateway de %1", .noGateway: "sem gateway", .gatewayUnknown: "gateway desconhecido",
        .noSubnet: "sem sub-rede", .snatOn: "SNAT ligado", .snatOff: "SNAT desligado",
        .gatewayOn: "porta de gateway em %1", .floating: "flutuante %1", .noPort: "sem porta",
        .unbound: "não conectada (%1)", .physicalUnknown: "máquina desconhecida",
        .interfacesUnknown: "interfaces desconhecidas", .foldedMore: "mais %1",
    ]

    /// What the boxes of diagrams are, one and several.
    static let roles: [Graph.Role: (one: String, several: String)] = [
        .gateway: ("roteador do campus", "roteadores do campus"), .externalNetwork: ("rede externa", "redes externas"),
        .router: ("roteador", "roteadores"), .subnet: ("sub-rede", "sub-redes"), .port: ("porta", "portas"),
        .server: ("servidor", "servidores"), .volume: ("volume", "volumes"),
        .hypervisor: ("hipervisor", "hipervisores"), .jujuMachine: ("máquina do Juju", "máquinas do Juju"),
        .maasMachine: ("máquina do MAAS", "máquinas do MAAS"), .pool: ("pool", "pools"),
        .crushRoot: ("raiz do CRUSH", "raízes do CRUSH"), .cephHost: ("host do Ceph", "hosts do Ceph"),
        .osd: ("OSD", "OSDs"), .application: ("aplicação", "aplicações"),
    ]
}
