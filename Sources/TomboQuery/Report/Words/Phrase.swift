/// What a report says in words of its own. Each language has a word for each; a test holds them to it.
enum Phrase: String, CaseIterable {
    case title, none, incomplete, unknown
    // The head.
    case evidence, cloud, snapshot, comparedWith, headHash, version, field, value, noComparison
    // Titles of sections.
    case juju, machines, compute, instances, topology, differences, creation, servers, placement, capacity
    case ceph, checks, appendix
    // Captions of tables.
    case applications, units, jujuMachines, maasMachines, machineRoles
    case quotas, instanceTable, networks, subnets, routers
    case counts, changes, serverTable, placementTable, flavorCapacity, hostCapacity, osds, pools, usable, findings
    // Sentences.
    case computeIntro, differencesIntro, noDifference, creationIntro, madeBy, madeAt, placementIntro, capacityIntro
    case floatingIntro, noFloating, checksIntro, noFindings, appendixIntro, cephIntro
    case appeared, gone, changed, notObserved, from, to, more
    // What was not seen whole.
    case partial, failed, notAsked, neverAsked, lastWhole, neverWhole, kindUnseen
    // Pictures.
    case networkFigure, storageFigure, placementFigure
    case screenshotMAAS, screenshotJuju, screenshotHorizonOverview, screenshotHorizonTopology
    case table, figure, screenshot, yes, no
}
