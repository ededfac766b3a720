package ai.genops.observability.dashboard;

import static ai.genops.observability.dashboard.Visual.AREA;
import static ai.genops.observability.dashboard.Visual.BAR;
import static ai.genops.observability.dashboard.Visual.LINE;
import static ai.genops.observability.dashboard.Visual.PIE;
import static ai.genops.observability.dashboard.Visual.SINGLE;
import static ai.genops.observability.dashboard.Visual.TABLE;

import java.util.List;
import java.util.Optional;

/**
 * The three dashboards that come with the product. Their queries are SPL as Splunk itself reads it, so nothing in them
 * leans on what our own search allows beyond that.
 */
public final class Shipped {
    private final String index;

    private Shipped(String index) {
        this.index = index;
    }

    /**
     * All of them.
     *
     * @param index which their queries read
     */
    public static List<Dashboard> of(String index) {
        var shipped = new Shipped(index);
        return List.of(shipped.cost(), shipped.compliance(), shipped.budget());
    }

    /** The one of an id. */
    public static Optional<Dashboard> find(String id, String index) {
        return of(index).stream().filter(dashboard -> dashboard.id().equals(id)).findFirst();
    }

    private static final List<Input> RANGE = List.of(Input.time("-24h", "now"));

    private Dashboard cost() {
        return new Dashboard(
                "cost",
                "GenOps Cost Governance",
                "Who spends what on which model",
                RANGE,
                List.of(
                        List.of(totalCost(), requests(), averageCost()),
                        List.of(costByTeam(), costByModel()),
                        List.of(costTrend()),
                        List.of(topCustomers())));
    }

    private Panel totalCost() {
        var query = Query.ofLastDay(costs("| stats sum(genops.cost.total) as total_cost"))
                .metrics("sum(increase(genops_cost_total[24h]))", "sum:genops.cost.total{*}.as_count()");
        return Panel.of("Total cost (last 24h)", SINGLE, query).dollars();
    }

    private Panel requests() {
        var query = Query.ofLastDay(costs("| stats count as requests"))
                .metrics(
                        "sum(increase(genops_cost_operations_total[24h]))", "sum:genops.cost.operations{*}.as_count()");
        return Panel.of("Total requests", SINGLE, query);
    }

    private Panel averageCost() {
        var query = Query.ofLastDay(costs("| stats avg(genops.cost.total) as avg_cost"))
                .metrics(
                        "sum(increase(genops_cost_total[24h])) / sum(increase(genops_cost_operations_total[24h]))",
                        "sum:genops.cost.total{*}.as_count() / sum:genops.cost.operations{*}.as_count()");
        return Panel.of("Average cost per request", SINGLE, query).dollars().with("numberPrecision", "0.0000");
    }

    private Panel costByTeam() {
        var query = Query.ofRange(costs("| stats sum(genops.cost.total) as total_cost by genops.team"))
                .metrics(
                        "sum by (team) (increase(genops_cost_total[$__range]))",
                        "sum:genops.cost.total{*} by {team}.as_count()");
        return Panel.of("Cost by team", PIE, query).dollars();
    }

    private Panel costByModel() {
        var query = Query.ofRange(costs("""
                | stats sum(genops.cost.total) as total_cost by genops.cost.model
                | sort - total_cost"""))
                .metrics(
                        "sum by (model) (increase(genops_cost_total[$__range]))",
                        "sum:genops.cost.total{*} by {model}.as_count()");
        return Panel.of("Cost by model", BAR, query).dollars();
    }

    private Panel costTrend() {
        var query = Query.ofRange(costs("| timechart span=1h sum(genops.cost.total) as total_cost by genops.team"))
                .metrics(
                        "sum by (team) (increase(genops_cost_total[1h]))",
                        "sum:genops.cost.total{*} by {team}.as_count().rollup(sum, 3600)");
        return Panel.of("Cost trend over time", AREA, query).dollars().with("charting.chart.stackMode", "stacked");
    }

    private Panel topCustomers() {
        return Panel.of("Top 10 customers by cost", TABLE, Query.ofRange(costs("""
                genops.customer_id=*
                | stats sum(genops.cost.total) as total_cost count as requests avg(genops.cost.total) as avg_cost \
                by genops.customer_id
                | sort 10 - total_cost
                | eval total_cost=printf("$%.2f", total_cost), avg_cost=printf("$%.4f", avg_cost)
                | rename genops.customer_id as Customer, total_cost as "Total cost", requests as Requests, \
                avg_cost as "Average cost per request\"""")));
    }

    private Dashboard compliance() {
        return new Dashboard(
                "compliance",
                "GenOps Compliance Monitoring",
                "Which policies decided what, and the evidence of it",
                RANGE,
                List.of(
                        List.of(violations(), complianceRate(), safety()),
                        List.of(violationsByPolicy(), violationsByTeam()),
                        List.of(violationTrend()),
                        List.of(recentViolations()),
                        List.of(auditTrail())));
    }

    private Panel violations() {
        var query = Query.ofLastDay(blocked("| stats count as violations"))
                .metrics(
                        "sum(increase(genops_policy_evaluations_total{policy_result=\"blocked\"}[24h]))",
                        "sum:genops.policy.evaluations{policy_result:blocked}.as_count()");
        return Panel.of("Policy violations (last 24h)", SINGLE, query);
    }

    private Panel complianceRate() {
        var query = Query.ofLastDay(search("genops.policy.result=*", """
                | stats count(eval('genops.policy.result'="allowed")) as allowed count as total
                | eval compliance_rate=round(allowed / total * 100, 2)
                | fields compliance_rate"""))
                .metrics(
                        "100 * sum(increase(genops_policy_evaluations_total{policy_result=\"allowed\"}[24h]))"
                                + " / sum(increase(genops_policy_evaluations_total[24h]))",
                        "100 * sum:genops.policy.evaluations{policy_result:allowed}.as_count()"
                                + " / sum:genops.policy.evaluations{*}.as_count()");
        return Panel.of("Compliance rate", SINGLE, query).percent();
    }

    private Panel safety() {
        return Panel.of("Average safety score", SINGLE, Query.ofLastDay(search("genops.eval.safety=*", """
                | stats avg(genops.eval.safety) as safety
                | eval safety=round(safety * 100, 1)""")))
                .percent();
    }

    private Panel violationsByPolicy() {
        var query = Query.ofRange(blocked("""
                | stats count as violations by genops.policy.name
                | sort - violations"""))
                .metrics(
                        "sum by (policy_name) (increase(genops_policy_evaluations_total{policy_result=\"blocked\"}"
                                + "[$__range]))",
                        "sum:genops.policy.evaluations{policy_result:blocked} by {policy_name}.as_count()");
        return Panel.of("Violations by policy type", BAR, query);
    }

    private Panel violationsByTeam() {
        var query = Query.ofRange(blocked("| stats count as violations by genops.team"))
                .metrics(
                        "sum by (team) (increase(genops_policy_evaluations_total{policy_result=\"blocked\"}[$__range]))",
                        "sum:genops.policy.evaluations{policy_result:blocked} by {team}.as_count()");
        return Panel.of("Violations by team", PIE, query);
    }

    private Panel violationTrend() {
        var query = Query.ofRange(blocked("| timechart span=1h count as violations by genops.policy.name"))
                .metrics(
                        "sum by (policy_name) (increase(genops_policy_evaluations_total{policy_result=\"blocked\"}[1h]))",
                        "sum:genops.policy.evaluations{policy_result:blocked} by {policy_name}.as_count()"
                                + ".rollup(sum, 3600)");
        return Panel.of("Violation trend over time", LINE, query);
    }

    private Panel recentViolations() {
        return Panel.of("Recent policy violations", TABLE, Query.ofRange(blocked("""
                | sort 20 - _time
                | table _time genops.policy.name genops.policy.reason genops.team genops.customer_id \
                genops.operation.name
                | rename _time as Time, genops.policy.name as Policy, genops.policy.reason as Reason, \
                genops.team as Team, genops.customer_id as Customer, genops.operation.name as Operation
                | fieldformat Time=strftime(Time, "%Y-%m-%d %H:%M:%S")""")));
    }

    private Panel auditTrail() {
        return Panel.of(
                "Compliance audit trail",
                TABLE,
                Query.ofRange(search("(genops.policy.result=* OR genops.eval.safety=*)", """
                | sort 100 - _time
                | table _time genops.operation.name genops.customer_id genops.team genops.policy.result \
                genops.eval.safety genops.data.classification
                | rename _time as Timestamp, genops.operation.name as Operation, genops.customer_id as Customer, \
                genops.team as Team, genops.policy.result as "Policy result", genops.eval.safety as "Safety score", \
                genops.data.classification as "Data classification"
                | fieldformat Timestamp=strftime(Timestamp, "%Y-%m-%d %H:%M:%S")""")));
    }

    private Dashboard budget() {
        return new Dashboard(
                "budget",
                "GenOps Budget Monitoring",
                "How much of each budget is spent",
                RANGE,
                List.of(
                        List.of(overThreshold(), allocated(), consumed()),
                        List.of(utilizationByTeam()),
                        List.of(budgetStatus()),
                        List.of(utilizationTrend())));
    }

    private Panel overThreshold() {
        var query = Query.ofRange(budgets("""
                | stats latest(genops.budget.utilization) as utilization by genops.budget.name, genops.team
                | where utilization > 80
                | stats count as budgets"""))
                .metrics(
                        "count(genops_budget_utilization > 80) or vector(0)",
                        "max:genops.budget.utilization{*} by {budget_name}");
        return Panel.of("Budgets over 80% utilized", SINGLE, query);
    }

    private Panel allocated() {
        var query = Query.ofRange(budgets("""
                | stats latest(genops.budget.limit) as limit by genops.budget.name, genops.team
                | stats sum(limit) as allocated""")).metrics("sum(genops_budget_limit)", "sum:genops.budget.limit{*}");
        return Panel.of("Total budget allocated", SINGLE, query).dollars();
    }

    private Panel consumed() {
        var query = Query.ofRange(budgets("""
                | stats latest(genops.budget.used) as used by genops.budget.name, genops.team
                | stats sum(used) as consumed""")).metrics("sum(genops_budget_used)", "sum:genops.budget.used{*}");
        return Panel.of("Total budget consumed", SINGLE, query).dollars();
    }

    private Panel utilizationByTeam() {
        var query = Query.ofRange(budgets("""
                | stats max(genops.budget.utilization) as utilization by genops.team
                | sort - utilization"""))
                .metrics("max by (team) (genops_budget_utilization)", "max:genops.budget.utilization{*} by {team}");
        return Panel.of("Budget utilization by team", BAR, query).percent();
    }

    private Panel budgetStatus() {
        return Panel.of("Budget status details", TABLE, Query.ofRange(budgets("""
                | stats latest(genops.budget.limit) as limit latest(genops.budget.used) as used \
                latest(genops.budget.remaining) as remaining latest(genops.budget.utilization) as utilization \
                by genops.budget.name, genops.team
                | sort - utilization
                | eval status=case(utilization >= 90, "CRITICAL", utilization >= 80, "WARNING", utilization >= 0, "OK")
                | eval limit=printf("$%.2f", limit), used=printf("$%.2f", used), \
                remaining=printf("$%.2f", remaining), utilization=printf("%.1f%%", utilization)
                | rename genops.budget.name as Budget, genops.team as Team, limit as Limit, used as Used, \
                remaining as Remaining, utilization as Utilization, status as Status""")));
    }

    private Panel utilizationTrend() {
        var query = Query.ofRange(budgets("| timechart span=1h max(genops.budget.utilization) by genops.budget.name"))
                .metrics(
                        "max by (budget_name) (genops_budget_utilization)",
                        "max:genops.budget.utilization{*} by {budget_name}");
        return Panel.of("Budget utilization trend", LINE, query).percent();
    }

    private String costs(String commands) {
        return search("genops.cost.total=*", commands);
    }

    private String blocked(String commands) {
        return search("genops.policy.result=\"blocked\"", commands);
    }

    private String budgets(String commands) {
        return search("genops.budget.utilization=*", commands);
    }

    private String search(String condition, String commands) {
        return "index=" + index + " " + condition + (commands.startsWith("|") ? "\n" : " ") + commands;
    }
}
