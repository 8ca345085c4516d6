public import TomboRecords

extension Nova {
    /// One of Nova's own processes on a host.
    ///
    /// All binaries are listed, not only nova-compute. `updated_at` is not
    /// stored: it moves with every heartbeat and says nothing that `state`
    /// does not.
    public struct ComputeService: Record, Decodable {
        var host: String
        var binary: String
        var id: JSONIdentifier
        var zone: String?
        var status: String
        var disabledReason: String?
        var state: String
        var isForcedDown: Bool?

        enum CodingKeys: String, CodingKey {
            case host, binary, id, zone, status, state
            case disabledReason = "disabled_reason"
            case isForcedDown = "forced_down"
        }

        public var values: [Value] {
            [
                .init(host), .init(binary), .init(id.text), .init(zone), .init(status), .init(disabledReason),
                .init(state), .init(isForcedDown),
            ]
        }

        public static let spec = RecordSpec(
            kind: "nova_compute_service",
            summary: "One of Nova's own processes on a host: nova-compute, nova-scheduler, nova-conductor.",
            key: ["host", "binary"], name: "host", aliases: ["compute-service"],
            brief: ["host", "binary", "state", "status", "zone", "disabled_reason"],
            columns: [
                .init(
                    "host", .text, .configuration,
                    "Name of the host in nova.conf, which may differ from the hypervisor's name."),
                .init("binary", .text, .configuration, "Name of the process, such as `nova-compute`."),
                .init("uuid", .text, .configuration, "Nova's id of the service; a host that comes back has a new one."),
                .init(
                    "zone", .text, .configuration, "Availability zone of the host; `internal` for all but nova-compute."
                ),
                .init("status", .text, .configuration, "`enabled` or `disabled`: whether the scheduler may use it."),
                .init("disabled_reason", .text, .configuration, "What somebody wrote when disabling it."),
                .init("state", .text, .status, "`up` or `down`: whether its last heartbeat is recent."),
                .init(
                    "forced_down", .boolean, .configuration,
                    "Whether somebody declared it down, to evacuate its servers."),
            ],
            examples: [
                .init(
                    "Which of Nova's processes are not running?",
                    "SELECT host, binary, state FROM nova_compute_service WHERE state <> 'up' ORDER BY host, binary"),
                .init(
                    "Which compute hosts did somebody disable, and why?",
                    """
                    SELECT host, disabled_reason FROM nova_compute_service \
                    WHERE binary = 'nova-compute' AND status = 'disabled' ORDER BY host
                    """),
            ])
    }
}

extension Nova {
    /// Lists Nova's processes of all cells; Nova gives them all at once.
    struct ComputeServices: Collector {
        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<ComputeService> {
            try await client.computeServices()
        }
    }
}

extension OpenStackClient {
    /// All of Nova's processes, asked once a round: zones take their hosts from them.
    func computeServices() async throws(CollectError) -> Listing<Nova.ComputeService> {
        try await shared("compute_services") { () async throws(CollectError) in
            let kind = Nova.ComputeService.spec.kind
            let listing = try await list(
                CellRow<Nova.ComputeService>.self, of: kind, from: .compute, "/os-services", under: "services")
            return CellRow.reached(listing, kind)
        }
    }
}
