import TomboQuery
import TomboRecords
import TomboRender

/// Answers as they come, and one that is worse than any that should come.
enum Samples {
    static let taken = Instant(milliseconds: 1_795_461_608_000)  // 2026-11-23T19:20:08Z
    /// Three hours west of UTC all year, as São Paulo is.
    static let options = RenderOptions(zone: Zone { _ in -3 * 3600 })

    static let snapshot = SnapshotInfo(
        seq: 4, cloud: "lab", label: "tarefa-4", startedAt: taken.advanced(bySeconds: -9), finishedAt: taken)
    static let earlier = SnapshotInfo(
        seq: 3, cloud: "lab", label: nil, startedAt: taken.advanced(bySeconds: -729),
        finishedAt: taken.advanced(bySeconds: -720))

    static let gaps = [
        Gap(
            cloud: "lab", source: "openstack", kind: "nova_server", outcome: .failed, code: "timed_out",
            reason: "Nova did not answer within 30 s.", lastComplete: earlier),
        Gap(
            cloud: "lab", source: "ceph", kind: "ceph_osd", outcome: .partial, code: nil,
            reason: "Page 2 | of <3> was cut short", lastComplete: earlier),
        Gap(
            cloud: "other", source: "maas", kind: "maas_machine", outcome: nil, code: nil, reason: "",
            lastComplete: nil),
    ]

    /// A record with tables of its own, one of them empty.
    static let sectioned = Answer(
        columns: [
            .init("name"), .init("relations", .json, isBrief: false),
            .init(
                "related", .json, isSpoken: true,
                section: [.init("relation"), .init("resource"), .init("detail", .json)]),
            .init("open_gaps", .json, isSpoken: true, section: [.init("kind")]),
        ],
        rows: [
            [
                "lb", [.object([.init("relation", "neutron_port.device_id")])],
                [
                    .object([
                        .init("relation", "port"), .init("resource", "port/4f0c"),
                        .init(
                            "detail", .object([.init("fixed_ips", [.object([.init("ip_address", "192.169.0.80")])])])),
                    ]),
                    .object([
                        .init("relation", "→ network"), .init("resource", "network/<user1|net>"), .init("detail", nil),
                    ]),
                ], [],
            ]
        ], snapshot: snapshot)

    /// Every type, unknown and empty and zero, and what some format somewhere
    /// takes for markup.
    static let nasty = Answer(
        columns: [
            .init("id"), .init("name"), .init("host"), .init("vcpus", .integer, unit: "count"),
            .init("ram_mib", .integer, unit: "MiB"), .init("ratio", .real), .init("healthy", .boolean),
            .init("status"), .init("created_at", .instant), .init("tags", .set), .init("addresses", .json),
            .init("metadata", .json, isBrief: false), .init("note", isBrief: false),
        ],
        rows: [
            [
                "4f0c2a7e-7d0a-4c55-9c0e-0d5b1f6f3a01", "web-2", "node3.maas", 2, 4096, 16.0, true, "ACTIVE",
                "2026-11-23T19:22:07Z", ["db", "web"],
                .list([
                    address("lab", "192.169.0.30", "fixed"), address("lab", "172.16.7.92", "floating"),
                ]),
                .object([.init("role", "api"), .init("owner", "Ana Lívia"), .init("empty", "")]), "",
            ],
            [
                "12345678-1234-1234-1234-123456789012", "web-10", nil, 0, -1, 0.1, false, "ERROR",
                "2026-01-01T02:59:59.500Z", [], [], .object([]), nil,
            ],
            [
                "1e5", "no", "a|b", .integer(.max), .integer(.min), -0.125, nil, "SHUTOFF", nil, ["a,b", "c d"],
                .object([.init("list", [1, 2, [nil, "x"]]), .init("deep", .object([.init("k", "v w")]))]),
                [[], .object([]), "x"], "two\nlines",
            ],
            [
                "<script>alert('1')</script>", "say \"hi\", \\ok\t|", "名前サーバー", 1, 1, .real(1e300), true, "up",
                "not a moment", nil, [.object([.init("network", nil), .init("bytes", 12)])],
                .object([.init("_strong_ *em* `code` [x](y)", "~~~")]), " padded \r\n# no heading\n\n",
            ],
            [
                "", "🚀 café e\u{301} 👨‍👩‍👧", "\u{1b}[31mred\u{7}\u{202e}", nil, nil, .real(.nan), nil, "",
                nil, nil, nil, nil, "key: value # no comment",
            ],
        ],
        snapshot: snapshot, gaps: gaps)

    /// The same with nothing to say about itself.
    static let bare = Answer(columns: nasty.columns, rows: nasty.rows)
    static let empty = Answer(columns: nasty.columns, snapshot: snapshot)

    static let hosts = Answer(
        columns: [
            .init("host"), .init("maas_system_id"), .init("juju_machine"), .init("status"),
            .init("servers", .integer), .init("osds", .set), .init("vcpus_used", .integer),
            .init("ram_mib_total", .integer, unit: "MiB"), .init("ratio", .real), .init("seen_at", .instant),
        ],
        rows: [
            ["node1", "4y3h7n", "0", "up", 12, ["osd.0", "osd.3"], 22, 65536, 4, "2026-11-23T19:20:07Z"],
            ["node2", "8bq2ra", "1", "up", 3, ["osd.1"], 6, 65536, 4, "2026-11-23T19:20:07Z"],
            ["node10", "x7ke4t", nil, "down", 0, [], 0, nil, 1.5, "2026-11-23T18:20:07Z"],
        ].map { $0.enumerated().map { $0 == 8 && $1 == 4 ? .real(4) : $1 } },
        snapshot: snapshot)

    static let diff = Answer(
        columns: ["change", "kind", "key", "name", "field", "old", "new", "class"].map { .init($0) },
        rows: [
            ["+", "nova_server", "4f0c2a7e", "lb", nil, nil, nil, nil],
            ["-", "nova_server", "9a1be0c4", "old-api", nil, nil, nil, nil],
            ["~", "nova_server", "77d01c3f", "db-1", "status", "ACTIVE", "SHUTOFF", "status"],
            ["~", "nova_flavor", "3", "m1.large", "ram", 8192, 16384, "configuration"],
            ["?", "ceph_osd", "osd.3", "osd.3", nil, nil, nil, nil],
        ], snapshot: snapshot)

    static let place = Answer(
        columns: [
            .init("resource"), .init("cloud"), .init("host"), .init("status"), .init("ram_mib", .integer, unit: "MiB"),
            .init("load", .real), .init("first_seen", .instant), .init("juju_machine"), .init("addresses", .json),
            .init("chain", .json), .init("description"), .init("locked", .boolean),
        ],
        rows: [
            [
                "server/lb", "lab", "node3", "ACTIVE", 2048, .real(0.25), "2026-11-20T10:00:00Z", nil,
                [address("lab", "192.169.0.30", "fixed"), address("lab", "172.16.7.92", "floating")],
                [
                    hop("server/lb", "hypervisor/node3.maas", "host"),
                    hop("hypervisor/node3.maas", "machine/3", "fqdn equal"),
                    hop("machine/3", "maas/4y3h7n", "instance-id"),
                ],
                "The balancer in front.\nAsk Ana first.", false,
            ]
        ], snapshot: snapshot)

    static func address(_ network: String, _ address: String, _ type: String) -> Value {
        .object([
            .init("network", .text(network)), .init("address", .text(address)), .init("type", .text(type)),
            .init("mac", "fa:16:3e:11:22:33"),
        ])
    }

    private static func hop(_ from: String, _ to: String, _ rule: String) -> Value {
        .object([.init("from", .text(from)), .init("to", .text(to)), .init("rule", .text(rule))])
    }
}
