/// All rules, in the order in which they are asked and documented: layer by layer, the iron first.
public enum CheckRules {
    public static let all: [CheckRule] = [
        .maasTestFailed, .maasMachineFailed, .maasMachineWithoutJuju,
        .jujuMachineWithoutMAAS, .jujuMachineInError, .jujuAgentLost, .jujuUnitBlocked, .mysqlTolerance, .vaultSealed,
        .monitorQuorum, .osdDown, .osdOut, .osdNearFull, .osdUneven, .cephHostsUneven, .poolWithoutHosts,
        .poolWithoutSpareHost, .poolWithoutCopies, .cephHealth,
        .novaServiceDown, .cinderServiceDown, .networkAgentDown, .hypervisorWithoutProvider,
        .providerWithoutHypervisor, .orphanAllocation, .serverInError, .serverOnDownHost, .serverOnDisabledHost,
        .rolesTogether, .flavorRAM, .portUnbound, .floatingIPUnattached, .floatingIPUnexpected,
        .publicAddressInside, .subnetAbsurd, .subnetOverlap, .volumeInError, .volumeWithoutServer, .volumeUnattached,
        .quotaNearLimit,
    ]

    public static func named(_ name: String) -> CheckRule? { all.first { $0.name == name } }
}
