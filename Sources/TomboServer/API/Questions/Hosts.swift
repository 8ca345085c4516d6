import TomboQuery

extension QuestionRoute {
    static let hosts = QuestionRoute(
        "hosts", "The physical hosts, joined over all layers.",
        [Parameter("host", repeated: true, "Only this host, with everything on it.")]
    ) { try $0.answer(HostsQuestion(hosts: $0.arguments.texts("host"))) }
}
