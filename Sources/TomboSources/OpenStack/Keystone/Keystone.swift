/// Kinds that Keystone lists; API v3.
public enum Keystone {}
