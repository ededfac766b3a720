package ai.genops.destination.metrics;

/// How a vendor writes names and values. What the vendor would change by itself has to be changed here, before values
/// are added up: two series that become one there would otherwise overwrite each other.
public interface Naming {
    /// A metric's name; empty if nothing can be made of it.
    String metric(String name, Metric.Kind kind);

    /// A tag's or label's name; empty if nothing can be made of it.
    String label(String name);

    /// A tag's or label's value; empty if nothing is left of it: then there is no such label.
    String value(String label, String value);

    /// Whether what adds up may also shrink.
    boolean takesNegativeCounts();
}
