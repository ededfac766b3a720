package ai.genops.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where an event came from, as Splunk's `host` says it, which no event there lacks: a resource without a name of its
/// machine is known by its Kubernetes node, else by the instance of its service, else by its service.
public final class Origin {
    private static final List<Key> HOST = List.of(
            Key.of("host"),
            Key.of("host.name"),
            Key.of("k8s.node.name"),
            Key.of("service.instance.id"),
            Key.of("service.name"));

    private Origin() {}

    /// The first of them that the resource has; null if it has none.
    public static @Nullable Object host(Attributes resource) {
        for (Key key : HOST) {
            Object value = resource.get(key);
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
