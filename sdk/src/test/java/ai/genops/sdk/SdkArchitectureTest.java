package ai.genops.sdk;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class SdkArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("ai.genops.sdk");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("ai.genops.sdk.(*)..").should().beFreeOfCycles().check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("ai.genops.sdk.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.genops.sdk")
                .check(CLASSES);
    }

    @Test
    void onlyExportAndSplunkUseOpenTelemetrysSdk() {
        noClasses()
                .that()
                .resideOutsideOfPackages("ai.genops.sdk.export..", "ai.genops.sdk.splunk..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.opentelemetry.sdk..", "io.opentelemetry.exporter..")
                .check(CLASSES);
    }

    @Test
    void onlySurroundingsReadsTheProcess() {
        noClasses()
                .that()
                .doNotHaveSimpleName("Surroundings")
                .should()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getProperty", String.class)
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.util.UUID.class, "randomUUID")
                .check(CLASSES);
    }

    @Test
    void onAnExistingOpenTelemetryItsSdkNeedNotBeThere() throws Exception {
        Class<?> genops = new WithoutSdk(getClass().getClassLoader()).loadClass(GenOps.class.getName());
        Object on = genops.getMethod("on", OpenTelemetry.class).invoke(null, OpenTelemetry.noop());
        Object builder = genops.getMethod("operation", String.class).invoke(on, "x");
        Object operation = builder.getClass().getMethod("start").invoke(builder);
        operation.getClass().getMethod("close").invoke(operation);
        genops.getMethod("close").invoke(on);
        assertThat(genops).isNotSameAs(GenOps.class);
    }

    /// Loads GenOps anew, and has no SDK and no exporters of OpenTelemetry's.
    private static final class WithoutSdk extends ClassLoader {
        WithoutSdk(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("io.opentelemetry.sdk.") || name.startsWith("io.opentelemetry.exporter.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("ai.genops.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
