import TomboRecords

extension CheckRule {
    static let cinderServiceDown = CheckRule(
        "cinder-service-down", .error, kind: "cinder_service",
        what: "A service of Cinder is down.",
        why: "Volumes of the host cannot be made, attached or deleted.",
        source: "Cinder: state `down` after service_down_time (60 s) without a report.",
        remedy: "Look at the service on its host: `systemctl status`, its log, and RabbitMQ."
    ) { bench in try judgeServices(&bench) }
}
