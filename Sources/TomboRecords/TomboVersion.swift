/// The version of this tombo: the one place where it stands.
public enum TomboVersion {
    public static let current = "0.1.0"
}
