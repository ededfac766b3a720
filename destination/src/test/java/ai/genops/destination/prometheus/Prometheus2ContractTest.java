package ai.genops.destination.prometheus;

class Prometheus2ContractTest extends PrometheusContract {
    Prometheus2ContractTest() {
        super("2.0");
    }
}
