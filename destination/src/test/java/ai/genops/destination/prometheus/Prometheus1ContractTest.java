package ai.genops.destination.prometheus;

class Prometheus1ContractTest extends PrometheusContract {
    Prometheus1ContractTest() {
        super("1.0");
    }
}
