/// What a report says in words of its own. Each language has a word for each; a test holds them to it.
enum Phrase: String, CaseIterable {
    case title, none, incomplete, unknown
    // The head.
    case evidence, cloud, snapshot, comparedWith, headHash, version, field, value, noComparison
    // Titles of sections.
    case juju, machines, compute, instances, topology, differences, creation, path, servers, placement, capacity
    case ceph, checks, appendix
    // Captions of tables.
    case applications, units, jujuMachines, maasMachines, machineRoles
    case quotas, instanceTable, instanceSizes, serverOrigins, hardware, raw, networks, subnets, routers
    case counts, changes, serverTable, placementTable, flavorCapacity, hostCapacity, osds, pools, usable, findings
    // Sentences.
    case computeIntro, differencesIntro, noDifference, creationIntro, madeBy, madeAt, placementIntro, capacityIntro
    case floatingIntro, noFloating, checksIntro, noFindings, appendixIntro, cephIntro
    case appeared, gone, changed, notObserved, from, to, more
    // What was not seen whole.
    case partial, failed, notAsked, neverAsked, lastWhole, neverWhole, kindUnseen
    case jujuController, rolesIntro, pathIntro, pathBeyond, interfacesIntro, interfaces, campusFigure
    // What diagrams say.
    case diagramTitle, networkView, pathView, placementView, storageView, applicationsView, broken
    case noAddress, addressUnknown, portUnknown, subnetUnknown, on, hostUnknown, oneOf, statusUnknown, erasureCoded,
        copies, oneUnit, severalUnits
    case sameInstance, sameFQDN, sameShortName, sameAddress, sameMAC
    case gatewayOf, noGateway, gatewayUnknown, noSubnet, snatOn, snatOff, gatewayOn, floating, noPort, unbound
    case physicalUnknown, interfacesUnknown, foldedMore
    // Pictures.
    case networkFigure, pathFigure, storageFigure, placementFigure
    case screenshotMAAS, screenshotJuju, screenshotHorizonOverview, screenshotHorizonTopology
    case table, figure, screenshot, yes, no
}
