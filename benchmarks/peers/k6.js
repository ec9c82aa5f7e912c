import http from 'k6/http';

// users back to back, or with RATE arrivals on a schedule for 10 s
export const options = __ENV.RATE
  ? {
      scenarios: {
        short: {
          executor: 'constant-arrival-rate',
          rate: Number(__ENV.RATE),
          duration: '10s',
          preAllocatedVUs: 50,
          maxVUs: 1000,
        },
      },
    }
  : {};

const body = JSON.stringify({ order: 'o-1', amount: 12.5, currency: 'EUR' });
const params = { headers: { 'Content-Type': 'application/json', 'X-Amz-Log-Type': 'Tail' } };

export default function () {
  http.post(__ENV.URL, body, params);
}
