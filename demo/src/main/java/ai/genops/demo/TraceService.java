package ai.genops.demo;

import java.math.BigDecimal;
import java.util.List;

/// A service that one file of the trace is replayed as. All of it is invented but the file.
///
/// @param hourlyBudget in US dollars
/// @param customerBudgets whether it also keeps the customers' budgets of the table `customer_budgets`
record TraceService(
        String name,
        String team,
        String file,
        String provider,
        String model,
        String operation,
        List<String> projects,
        List<String> features,
        BigDecimal hourlyBudget,
        boolean customerBudgets) {

    /// Conversations; the hour costs 108 % of the budget.
    static final TraceService SUPPORT = new TraceService(
            "customer-support-chat",
            "support",
            "trace/AzureLLMInferenceTrace_conv.csv",
            "openai",
            "gpt-4-turbo",
            "ai.chat.completion",
            List.of("helpdesk", "onboarding"),
            List.of("chat", "ticket-summary", "knowledge-search"),
            new BigDecimal("320.00"),
            true);

    /// Code completions; the hour costs 96 % of the budget.
    static final TraceService DEV_TOOLS = new TraceService(
            "code-assistant",
            "dev-tools",
            "trace/AzureLLMInferenceTrace_code.csv",
            "anthropic",
            "claude-3-sonnet",
            "ai.code.completion",
            List.of("ide-assistant", "ci-review"),
            List.of("completion", "review", "test-generation"),
            new BigDecimal("60.00"),
            false);
}
