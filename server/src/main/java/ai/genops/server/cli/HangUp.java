package ai.genops.server.cli;

import java.lang.reflect.Proxy;

/// The signal HUP, by which a server is told to read its configuration again. The class for signals is in every JDK
/// (module `jdk.unsupported`) and has no successor; it is reached by name because the compiler warns of it, and where
/// it is missing the signal keeps its usual meaning.
final class HangUp {
    private HangUp() {}

    /// Runs something at each signal, in a thread of its own; says whether that is possible here.
    static boolean runs(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object runs = Proxy.newProxyInstance(
                    handler.getClassLoader(),
                    new Class<?>[] {handler},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "handle" -> {
                            Thread.ofVirtual().name("reload").start(action);
                            yield null;
                        }
                        case "equals" -> false; // asked by nobody, as the others
                        case "hashCode" -> 0;
                        default -> "reload at HUP";
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), runs);
            return true;
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            // No such signal here (Windows), or none that may be handled.
            return false;
        }
    }
}
