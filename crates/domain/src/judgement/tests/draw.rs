//! Random numbers of the distributions that figures have.

use domain::random::Random;
use statrs::function::gamma::ln_gamma;

/// Draws numbers.
pub(crate) struct Draw {
    random: Random,
    spare: Option<f64>,
}

impl Draw {
    pub(crate) fn new(random: Random) -> Self {
        Self { random, spare: None }
    }

    pub(crate) fn uniform(&mut self) -> f64 {
        self.random.uniform()
    }

    pub(crate) fn shuffle(&mut self, of: &mut [f64]) {
        for last in (1..of.len()).rev() {
            of.swap(last, self.random.below(last + 1));
        }
    }

    /// Around 0 with a standard deviation of 1 (Box and Muller 1958).
    pub(crate) fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        let size = (-2.0 * self.uniform().ln()).sqrt();
        let angle = std::f64::consts::TAU * self.uniform();
        self.spare = Some(size * angle.sin());
        size * angle.cos()
    }

    /// By multiplication for small means, else by rejection (PTRS: Hörmann 1993).
    pub(crate) fn poisson(&mut self, mean: f64) -> f64 {
        if mean < 10.0 {
            let least = (-mean).exp();
            let (mut count, mut product) = (0.0, self.uniform());
            while product > least {
                count += 1.0;
                product *= self.uniform();
            }
            return count;
        }
        let b = 0.931 + 2.53 * mean.sqrt();
        let a = -0.059 + 0.024_83 * b;
        let alpha = 1.1239 + 1.1328 / (b - 3.4);
        let quick = 0.9277 - 3.6224 / (b - 2.0);
        loop {
            let (u, v) = (self.uniform() - 0.5, self.uniform());
            let side = 0.5 - u.abs();
            let count = ((2.0 * a / side + b) * u + mean + 0.43).floor();
            if side >= 0.07 && v <= quick {
                return count;
            }
            if count < 0.0 || (side < 0.013 && v > side) {
                continue;
            }
            let left = v.ln() + alpha.ln() - (a / (side * side) + b).ln();
            if left <= count * mean.ln() - mean - ln_gamma(count + 1.0) {
                return count;
            }
        }
    }

    /// Poisson of a gamma mean, so that the variance is three times the mean.
    pub(crate) fn clustered(&mut self, mean: f64) -> f64 {
        if mean <= 0.0 {
            return 0.0;
        }
        let own = 2.0 * self.gamma(mean / 2.0);
        self.poisson(own)
    }

    /// Of a shape, with scale 1 (Marsaglia and Tsang 2000).
    fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            let less = self.uniform().powf(1.0 / shape);
            return self.gamma(shape + 1.0) * less;
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let v = (1.0 + c * x).powi(3);
            if v > 0.0 && self.uniform().ln() < 0.5 * x * x + d - d * v + d * v.ln() {
                return d * v;
            }
        }
    }

    /// By trials of waiting times for small means, else by rejection (BTRS: Hörmann 1993).
    pub(crate) fn binomial(&mut self, n: f64, p: f64) -> f64 {
        if p > 0.5 {
            return n - self.binomial(n, 1.0 - p);
        }
        if p <= 0.0 {
            return 0.0;
        }
        let q = 1.0 - p;
        if n * p < 10.0 {
            let (mut count, mut waited) = (0.0, 0.0);
            loop {
                waited += (self.uniform().ln() / q.ln()).floor() + 1.0;
                if waited > n {
                    return count;
                }
                count += 1.0;
            }
        }
        let spread = (n * p * q).sqrt();
        let b = 1.15 + 2.53 * spread;
        let a = -0.0873 + 0.0248 * b + 0.01 * p;
        let (middle, quick, alpha) = (n * p + 0.5, 0.92 - 4.2 / b, (2.83 + 5.1 / b) * spread);
        let mode = ((n + 1.0) * p).floor();
        let height = ln_gamma(mode + 1.0) + ln_gamma(n - mode + 1.0);
        loop {
            let (u, v) = (self.uniform() - 0.5, self.uniform());
            let side = 0.5 - u.abs();
            let count = ((2.0 * a / side + b) * u + middle).floor();
            if side >= 0.07 && v <= quick {
                return count;
            }
            if !(0.0..=n).contains(&count) {
                continue;
            }
            let left = (v * alpha / (a / (side * side) + b)).ln();
            let right =
                height - ln_gamma(count + 1.0) - ln_gamma(n - count + 1.0) + (count - mode) * (p / q).ln();
            if left <= right {
                return count;
            }
        }
    }
}
