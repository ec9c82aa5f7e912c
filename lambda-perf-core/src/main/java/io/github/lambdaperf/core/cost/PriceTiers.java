package io.github.lambdaperf.core.cost;

import java.math.BigDecimal;
import java.util.List;

/**
 * A price per unit, by volume: each unit is charged at the price of the tier in which it falls.
 *
 * @param tiers at least one, by rising {@link Tier#upTo}, of which only the last has none
 */
public record PriceTiers(List<Tier> tiers) {

    /**
     * @param upTo end of the tier in units per month; null: no end
     * @param price per unit
     */
    public record Tier(BigDecimal upTo, BigDecimal price) {}

    public PriceTiers {
        tiers = List.copyOf(tiers);
        if (tiers.isEmpty()) {
            throw new IllegalArgumentException("a price has at least one tier");
        }
        BigDecimal floor = BigDecimal.ZERO;
        for (int i = 0; i < tiers.size(); i++) {
            BigDecimal upTo = tiers.get(i).upTo();
            boolean last = i == tiers.size() - 1;
            if (last != (upTo == null)) {
                throw new IllegalArgumentException("every tier but the last needs 'upTo', the last has none");
            }
            if (upTo != null && upTo.compareTo(floor) <= 0) {
                throw new IllegalArgumentException("'upTo' " + upTo.toPlainString() + " must be more than "
                        + floor.toPlainString() + ", the end of the tier before");
            }
            if (tiers.get(i).price().signum() < 0) {
                throw new IllegalArgumentException(
                        "a price must not be negative: " + tiers.get(i).price().toPlainString());
            }
            floor = upTo;
        }
    }

    /** One price for any volume. */
    public static PriceTiers flat(BigDecimal price) {
        return new PriceTiers(List.of(new Tier(null, price)));
    }

    /** Price of the first unit of a month. */
    public BigDecimal first() {
        return tiers.get(0).price();
    }

    /** Whether the price falls with the volume. */
    public boolean graduated() {
        return tiers.size() > 1;
    }

    /** Charge of a month's units, each at the price of its tier. */
    public BigDecimal charge(BigDecimal units) {
        BigDecimal charged = BigDecimal.ZERO;
        BigDecimal floor = BigDecimal.ZERO;
        for (Tier tier : tiers) {
            BigDecimal end = tier.upTo() == null ? units : units.min(tier.upTo());
            if (end.compareTo(floor) <= 0) {
                break;
            }
            charged = charged.add(end.subtract(floor).multiply(tier.price()));
            floor = end;
        }
        return charged;
    }
}
