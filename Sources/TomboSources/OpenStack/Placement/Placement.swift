/// Kinds that Placement lists; microversions 1.14 to 1.39.
public enum Placement {}
