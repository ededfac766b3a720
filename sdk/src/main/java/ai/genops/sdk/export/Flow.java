package ai.genops.sdk.export;

/** How many spans there are between the gate that lets them in and the answer to their export. Thread-safe. */
final class Flow {
    private final int most;
    private long entered;
    private long handedOver;
    private long finished;
    private boolean hasEnded;

    Flow(int most) {
        this.most = most;
    }

    /** False if as many wait as may, or nothing is exported any more. */
    synchronized boolean enter() {
        boolean isRoom = !hasEnded && entered - handedOver < most;
        entered += isRoom ? 1 : 0;
        return isRoom;
    }

    /** Nothing enters from now on. */
    synchronized void end() {
        hasEnded = true;
    }

    synchronized boolean hasEnded() {
        return hasEnded;
    }

    /** That many wait no longer: they are being exported. */
    synchronized void handOver(int spans) {
        handedOver += spans;
    }

    /** That many were taken, or given up. */
    synchronized void finish(int spans) {
        finished += spans;
        notifyAll();
    }

    synchronized long entered() {
        return entered;
    }

    synchronized long unfinished() {
        return entered - finished;
    }

    /** Waits once until `goal` spans are finished, at most so long; spans finish in the order they entered. */
    @SuppressWarnings("WaitNotInLoop") // Whoever asks, asks again.
    synchronized boolean isFinished(long goal, long millis) {
        try {
            if (finished < goal) {
                wait(millis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return finished >= goal;
    }
}
