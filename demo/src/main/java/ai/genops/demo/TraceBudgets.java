package ai.genops.demo;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/// The budgets that a service's calls of one lap are charged to. Not thread-safe.
final class TraceBudgets {
    private final TraceService service;
    private final Customers customers;
    private final Budget team;
    private final Map<String, Budget> byCustomer = new HashMap<>();
    private boolean customersTurn = true;

    TraceBudgets(TraceService service, Customers customers) {
        this.service = service;
        this.customers = customers;
        this.team = new Budget(service.team() + "-hourly", "hour", service.hourlyBudget());
    }

    /// Charges the team and, where the service keeps customers' budgets, the customer. A span has room for one budget:
    /// the two take turns.
    Budget spend(BigDecimal amount, String customer) {
        team.spend(amount);
        if (!service.customerBudgets()) {
            return team;
        }
        var customerBudget = byCustomer.computeIfAbsent(customer, this::open);
        customerBudget.spend(amount);
        customersTurn = !customersTurn;
        return customersTurn ? customerBudget : team;
    }

    private Budget open(String customer) {
        return new Budget("customer-" + customer, "hour", customers.budget(customer));
    }
}
