import TomboRecords

extension CheckCase {
    private static func volume(_ name: String, _ status: Value) -> [String: Value] {
        ["id": .text(name), "name": .text(name), "status": status, "size_gib": 10]
    }

    private static func attachment(_ volume: String, to server: String) -> [String: Value] {
        ["id": .text("a-\(volume)"), "volume_id": .text(volume), "server_id": .text(server)]
    }

    private static let server: [String: Value] = ["id": "s", "name": "db", "status": "ACTIVE"]

    static let volumes: [CheckCase] = [
        CheckCase(
            rule: "volume-error", breaks: ["cinder_volume": [volume("a", "error_deleting"), volume("b", "in-use")]],
            names: ["a"], keeps: ["cinder_volume": [volume("a", "available")]]),
        CheckCase(
            rule: "volume-server-gone",
            breaks: [
                "nova_server": [server], "cinder_volume": [volume("a", "in-use"), volume("b", "in-use")],
                "cinder_attachment": [attachment("a", to: "gone"), attachment("b", to: "s")],
            ],
            names: ["a"],
            keeps: [
                "nova_server": [server], "cinder_volume": [volume("b", "in-use")],
                "cinder_attachment": [attachment("b", to: "s")],
            ]),
        CheckCase(
            rule: "volume-unattached",
            breaks: [
                "cinder_volume": [volume("a", "available"), volume("b", "in-use")],
                "cinder_attachment": [attachment("b", to: "s")],
            ],
            names: ["a"],
            keeps: ["cinder_volume": [volume("b", "in-use")], "cinder_attachment": [attachment("b", to: "s")]]),
    ]
}
