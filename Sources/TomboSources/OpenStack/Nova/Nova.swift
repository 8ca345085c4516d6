/// Kinds that Nova lists; microversions 2.53 to 2.87.
public enum Nova {}
