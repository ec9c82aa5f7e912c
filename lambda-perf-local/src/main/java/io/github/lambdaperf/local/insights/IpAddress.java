package io.github.lambdaperf.local.insights;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Address literals of IPv4 and IPv6; no name is ever looked up. */
final class IpAddress {
    private IpAddress() {}

    static boolean isValid(String text) {
        return bytes(text) != null;
    }

    /** Whether an address is in a block such as {@code 10.0.0.0/8}; false where either is not valid. */
    static boolean inSubnet(String text, String block) {
        int slash = block.indexOf('/');
        if (slash < 0 || slash + 1 == block.length() || block.length() > slash + 4) {
            return false;
        }
        byte[] address = bytes(text);
        byte[] network = bytes(block.substring(0, slash));
        String digits = block.substring(slash + 1);
        if (address == null
                || network == null
                || address.length != network.length
                || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        int prefix = Integer.parseInt(digits);
        if (prefix > address.length * 8) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> (bit % 8);
            if (((address[bit / 8] ^ network[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    private static byte[] bytes(String text) {
        if (text.indexOf(':') < 0) {
            return v4(text);
        }
        if (!text.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128 || c == ':' || c == '.')) {
            return null;
        }
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException notAnAddress) {
            return null;
        }
    }

    private static byte[] v4(String text) {
        String[] parts = text.split("\\.", -1);
        byte[] address = new byte[4];
        if (parts.length != address.length) {
            return null;
        }
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            if (part.isEmpty() || part.length() > 3 || !part.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return null;
            }
            int number = Integer.parseInt(part);
            if (number > 255) {
                return null;
            }
            address[i] = (byte) number;
        }
        return address;
    }
}
