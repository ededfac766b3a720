package ai.genops.governance.budget;

import java.util.Arrays;

/**
 * Open reservations, the one that expires first on top: a binary heap in which each knows its place, so that one that is
 * settled leaves in logarithmic time, and nothing is allocated. Guarded by its store's lock.
 */
final class Expiries {
    private static final int FIRST = 16;

    private Reservation[] heap = new Reservation[FIRST];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    /** Of those there are. */
    Reservation first() {
        return heap[0];
    }

    void add(Reservation one) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        put(one, size++);
        rise(one);
    }

    @SuppressWarnings("NullAway") // Beyond the size there is nothing.
    void remove(Reservation one) {
        Reservation last = heap[--size];
        heap[size] = null;
        if (last != one) {
            put(last, one.place);
            rise(last);
            sink(last);
        }
    }

    private void put(Reservation one, int place) {
        heap[place] = one;
        one.place = place;
    }

    private void rise(Reservation one) {
        while (one.place > 0 && one.expires < heap[(one.place - 1) / 2].expires) {
            swap(one, heap[(one.place - 1) / 2]);
        }
    }

    private void sink(Reservation one) {
        for (int child = earlierChild(one.place);
                child < size && heap[child].expires < one.expires;
                child = earlierChild(one.place)) {
            swap(one, heap[child]);
        }
    }

    private int earlierChild(int place) {
        int left = 2 * place + 1;
        return left + 1 < size && heap[left + 1].expires < heap[left].expires ? left + 1 : left;
    }

    private void swap(Reservation one, Reservation other) {
        int place = one.place;
        put(one, other.place);
        put(other, place);
    }
}
