/// The languages that reports are written in. Names, states and commands stay as the services say them.
public enum ReportLanguage: String, Sendable, CaseIterable {
    case portuguese = "pt-BR"
    case english = "en"
}
