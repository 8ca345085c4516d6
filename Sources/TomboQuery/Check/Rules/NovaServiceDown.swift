import TomboRecords

extension CheckRule {
    static let novaServiceDown = CheckRule(
        "nova-service-down", .error, kind: "nova_compute_service",
        what: "A service of Nova is down.",
        why: "Without nova-compute a host does nothing it is told; without scheduler or conductor nothing new is made.",
        source: "Nova: state `down` after service_down_time (60 s) without a report.",
        remedy: "Look at the service on its host: `systemctl status`, its log, and RabbitMQ."
    ) { bench in try judgeServices(&bench) }
}
