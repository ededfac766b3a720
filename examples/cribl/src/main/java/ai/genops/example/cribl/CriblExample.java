package ai.genops.example.cribl;

import org.jspecify.annotations.Nullable;

/** Runs both parts; the first argument is the collector's address, else the variables of the environment say it. */
final class CriblExample {
    private CriblExample() {}

    public static void main(String[] arguments) {
        @Nullable String collector = arguments.length > 0 ? arguments[0] : null;
        QuickStart.run(collector);
        CriblIntegration.run(collector);
        System.out.println("""

                What it cost:
                  ./genops search 'index=genops_ai genops.project=cribl-example | stats sum(genops.cost.total) count by genops.customer_id'
                What was refused:
                  ./genops search 'index=genops_ai genops.project=cribl-example genops.policy.result=blocked | stats count by genops.policy.name'
                """);
    }
}
