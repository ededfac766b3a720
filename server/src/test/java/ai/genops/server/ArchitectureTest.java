package ai.genops.server;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    /// Which module may use which, in the order of flow.
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("event", Set.of()),
            Map.entry("governance", Set.of()),
            Map.entry("rules", Set.of("governance")),
            Map.entry("conformance", Set.of("governance", "rules")),
            Map.entry("postgres", Set.of("governance")),
            Map.entry("redis", Set.of("governance")),
            Map.entry("remote", Set.of("governance", "rules")),
            Map.entry("expression", Set.of("event")),
            Map.entry("log", Set.of()),
            Map.entry("pipeline", Set.of("event", "governance", "rules", "expression", "log")),
            Map.entry("source", Set.of("event", "pipeline")),
            Map.entry("destination", Set.of("event", "expression", "log", "pipeline")),
            Map.entry("lake", Set.of("event", "pipeline")),
            Map.entry("search", Set.of("event", "lake")),
            Map.entry("observability", Set.of()),
            Map.entry("screen", Set.of()),
            Map.entry(
                    "server",
                    Set.of(
                            "event",
                            "governance",
                            "rules",
                            "conformance",
                            "postgres",
                            "redis",
                            "remote",
                            "expression",
                            "log",
                            "pipeline",
                            "source",
                            "destination",
                            "lake",
                            "search",
                            "observability",
                            "screen")));

    /// What only the composition root may touch: the clock, the environment, chance.
    private static final List<String> AMBIENT = List.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.getenv",
            "java.lang.System.getProperty",
            "java.time.Instant.now",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.time.InstantSource.system",
            "java.time.ZoneId.systemDefault",
            "java.lang.Math.random",
            "java.util.concurrent.ThreadLocalRandom.current",
            "java.util.UUID.randomUUID",
            "java.security.SecureRandom.<init>",
            "java.util.Random.<init>()");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("ai.genops");

    @Test
    void modulesUseOnlyWhatTheTablePermits() {
        Set<String> forbidden = new TreeSet<>();
        for (JavaClass user : CLASSES) {
            user.getDirectDependenciesFromSelf().forEach(use -> {
                String from = module(user.getPackageName());
                String to = module(use.getTargetClass().getBaseComponentType().getPackageName());
                if (!to.isEmpty()
                        && !to.equals(from)
                        && !MAY_USE.getOrDefault(from, Set.of()).contains(to)) {
                    forbidden.add(from + " -> " + to + ": " + use.getDescription());
                }
            });
        }
        assertThat(CLASSES).hasSizeGreaterThan(100);
        assertThat(forbidden).isEmpty();
    }

    @Test
    void everyModuleIsInTheTable() {
        Set<String> modules = new TreeSet<>();
        CLASSES.forEach(type -> modules.add(module(type.getPackageName())));
        assertThat(modules).isEqualTo(new TreeSet<>(MAY_USE.keySet()));
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("ai.genops.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyTheServerReadsTheClockTheEnvironmentOrChance() {
        Set<String> found = new TreeSet<>();
        CLASSES.stream()
                .filter(type -> !module(type.getPackageName()).equals("server"))
                .forEach(type -> {
                    type.getCodeUnitAccessesFromSelf().forEach(access -> {
                        String target = access.getTargetOwner().getFullName() + "." + access.getName();
                        boolean seedless = access.getTarget().getFullName().endsWith("()");
                        if (AMBIENT.contains(target) || (seedless && AMBIENT.contains(target + "()"))) {
                            found.add(access.getDescription());
                        }
                    });
                });
        assertThat(found).isEmpty();
    }

    private static String module(String packageName) {
        String prefix = "ai.genops.";
        String rest = packageName.startsWith(prefix) ? packageName.substring(prefix.length()) : "";
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }
}
