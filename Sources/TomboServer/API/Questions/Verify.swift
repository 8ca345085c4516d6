import TomboQuery

extension QuestionRoute {
    static let verify = QuestionRoute(
        "verify", "Whether the history is as it was saved.",
        [Parameter("expect", "A hash of this history, whole or its first eight digits or more.")], isOfMoment: false,
        // The very question is whether the history is what its revision says.
        followsFromHistory: { _ in false }
    ) { asked in
        let expected = asked.arguments.text("expect")
        if let expected, expected.count < 8 || !expected.allSatisfy(\.isHexDigit) {
            throw APIError.usage(
                "bad_value", "`expect` takes eight hexadecimal digits or more.", "`tombo verify --head` prints them.")
        }
        return try asked.answer(VerifyQuestion(expected: expected))
    }
}
