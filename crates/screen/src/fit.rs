//! Fitting the weights to labelled pairs, and saying how well they hold.
//!
//! A logistic regression by projected gradient descent, with a step length for each weight (Adagrad, Duchi et al.
//! 2011), since some evidence is in every pair and some in few. After every step the weights are brought back to where
//! better agreement never counts less ([`Level::ORDERS`], [`Level::direction`], rising curves). They are pulled towards
//! the weights that they started from, so that evidence which the labelled pairs hardly show keeps its weight.

use std::fmt::Write as _;

use crate::pair::Measured;
use crate::{Curve, Level, NameCurves, NameMeasure, Weights, WeightsError, probability};

/// A labelled pair.
#[derive(Debug, Clone)]
pub struct Labelled {
    /// What was measured of it.
    pub measured: Measured,
    /// Whether the two are the same.
    pub same: bool,
    /// How much it counts; 1 for a pair drawn as it comes.
    pub count: f32,
    /// Which part it is held back with, from 0 to [`FOLDS`] - 1.
    pub fold: u8,
}

/// Parts into which the pairs are divided; each is judged by weights fitted without it.
pub const FOLDS: u8 = 5;

/// Steps of the descent; after half of them no weight changes in the second digit.
const STEPS: usize = 1500;
/// The first length of a step.
const STRIDE: f32 = 0.3;
/// How hard the weights are pulled to where they started: as by a belief in them of a deviation of one, in log-odds.
/// Pulled four times as hard, they predict worse what is held back (log loss .1653 for .1629), and what 18 pairs of 18
/// say of branches in other countries is not believed.
const PULL: f32 = 1.0;

/// Points of a curve.
type Points = Vec<(f32, f32)>;

/// Evidence that the labelled sets cannot show, since they were made from the very entries that they are compared with:
/// nobody in them lives elsewhere than the list says, is listed by another list with other facts, or has a company's
/// names. It keeps the weight that practice gives it.
const UNSEEN: [Level; 3] = [Level::CountryAbroad, Level::KindDiffers, Level::NamesakeContradicts];

/// The weights as rows of numbers: points of the curves, then the levels.
#[derive(Clone)]
struct Row {
    /// Likeness, likeness across scripts, rarity: of names of persons, then of all others.
    curves: [Points; 6],
    level: [f32; Level::COUNT],
}

/// The curves by which a name is weighed, and where in each.
fn places(name: &NameMeasure) -> [(usize, f32); 2] {
    let first = if name.person { 0 } else { 3 };
    [(first + usize::from(name.other_script), name.likeness), (first + 2, name.bits)]
}

/// How a set of weights does on labelled pairs.
#[derive(Debug, Clone)]
pub struct Report {
    /// Mean squared difference of score and truth: 0 is perfect, .25 is a coin.
    pub brier: f32,
    /// Mean negative logarithm of the probability given to the truth.
    pub log_loss: f32,
    /// Ten bins of the score: pairs, mean score, share that are the same.
    pub bins: [(u32, f32, f32); 10],
    /// The loss that leaving out each piece of evidence would add, largest first.
    pub worth: Vec<(&'static str, f32)>,
}

/// Fits weights to the pairs outside of a fold, or to all of them, and calibrates them by pairs that each of them was
/// fitted without.
pub fn fit(pairs: &[Labelled], start: &Weights, without: Option<u8>) -> Result<Weights, WeightsError> {
    let used = |fold: u8| Some(fold) != without;
    let of = |wanted: &dyn Fn(&Labelled) -> bool| pairs.iter().filter(|p| wanted(p)).collect::<Vec<_>>();
    let row = descend(&of(&|p| used(p.fold)), start);
    let mut summed = Vec::with_capacity(pairs.len());
    for fold in (0..FOLDS).filter(|fold| used(*fold)) {
        let row = descend(&of(&|p| used(p.fold) && p.fold != fold), start);
        summed.extend(pairs.iter().filter(|p| p.fold == fold).map(|p| (p, row.sum(&p.measured))));
    }
    row.weights(calibration(&summed))
}

/// The weights under which these pairs are likeliest, not yet calibrated.
fn descend(pairs: &[&Labelled], start: &Weights) -> Row {
    let prior = Row::of(start);
    let mut row = prior.clone();
    let mut travelled = row.zeroes();
    for _ in 0..STEPS {
        let mut slope = row.zeroes();
        for pair in pairs {
            let error = pair.count * (probability(row.sum(&pair.measured)) - f32::from(u8::from(pair.same)));
            slope.add(&pair.measured, error);
        }
        row.descend(&slope, &prior, &mut travelled);
        row.project();
    }
    row
}

/// One step down a slope, the shorter the more this weight has travelled.
fn step(weight: &mut f32, slope: f32, travelled: &mut f32) {
    *travelled += slope * slope;
    *weight -= STRIDE * slope / travelled.sqrt().max(1e-6);
}

/// Sums of evidence between which the calibration is a straight line. Of five such rows this one predicts best what is
/// held back (log loss .1506; eleven points .1509, fifteen .1507), with the fewest points.
const SUMS: [f32; 7] = [-6.0, -3.0, -1.5, 0.0, 1.5, 3.0, 6.0];

/// How hard the calibration is pulled to where it changes nothing; four times as hard adds .0002 to the loss.
const CALIBRATION_PULL: f32 = 0.5;

/// What the calibrated log-odds rise by at least where the sum of evidence rises by one: of two pairs the one of more
/// evidence stays ahead.
const LEAST_RISE: f32 = 0.25;

/// What must be added to the sums of evidence of these pairs so that they are the log-odds with which they are the same.
fn calibration(summed: &[(&Labelled, f32)]) -> Curve {
    let unchanged: Points = SUMS.iter().map(|sum| (*sum, *sum)).collect();
    let (mut points, mut travelled) = (unchanged.clone(), [0.0_f32; SUMS.len()]);
    let shares: Vec<_> = summed.iter().map(|(_, sum)| shares(&unchanged, *sum)).collect();
    for _ in 0..STEPS {
        let mut slope = [0.0_f32; SUMS.len()];
        for ((pair, _), shares) in summed.iter().zip(&shares) {
            let log_odds: f32 = shares.iter().map(|(i, share)| points[*i].1 * share).sum();
            let error = pair.count * (probability(log_odds) - f32::from(u8::from(pair.same)));
            shares.iter().for_each(|(i, share)| slope[*i] += error * share);
        }
        for ((point, slope), travelled) in points.iter_mut().zip(slope).zip(&mut travelled) {
            let slope = slope + CALIBRATION_PULL * (point.1 - point.0);
            step(&mut point.1, slope, travelled);
        }
        for point in &mut points {
            point.1 -= LEAST_RISE * point.0;
        }
        rise(&mut points);
        for point in &mut points {
            point.1 += LEAST_RISE * point.0;
        }
    }
    Curve::new(points.into_iter().map(|(sum, log_odds)| (sum, log_odds - sum)).collect())
}

/// Judges each pair by weights fitted without its fold.
pub fn held_back(pairs: &[Labelled], start: &Weights) -> Result<Report, WeightsError> {
    let mut scored = Vec::with_capacity(pairs.len());
    for fold in 0..FOLDS {
        let weights = fit(pairs, start, Some(fold))?;
        scored.extend(pairs.iter().filter(|p| p.fold == fold).map(|p| (p, p.measured.log_odds(&weights))));
    }
    let (brier, log_loss, bins) = figures(&scored);
    let all = fit(pairs, start, None)?;
    Ok(Report { brier, log_loss, bins, worth: worth(pairs, &all) })
}

fn figures(scored: &[(&Labelled, f32)]) -> (f32, f32, [(u32, f32, f32); 10]) {
    let (mut brier, mut loss, mut total) = (0.0_f64, 0.0_f64, 0.0_f64);
    let mut sums = [(0_u32, 0.0_f32, 0.0_f32, 0.0_f32); 10];
    for (pair, log_odds) in scored {
        let (score, truth) = (probability(*log_odds), f32::from(u8::from(pair.same)));
        brier += f64::from(pair.count * (score - truth).powi(2));
        loss += f64::from(pair.count * cross_entropy(*log_odds, pair.same));
        total += f64::from(pair.count);
        let bin = &mut sums[((score * 10.0) as usize).min(9)];
        let count = pair.count;
        *bin = (bin.0 + 1, bin.1 + count, bin.2 + count * score, bin.3 + count * truth);
    }
    let bins = sums.map(|(n, count, score, truth)| (n, score / count.max(1e-6), truth / count.max(1e-6)));
    ((brier / total.max(1.0)) as f32, (loss / total.max(1.0)) as f32, bins)
}

fn cross_entropy(log_odds: f32, same: bool) -> f32 {
    let against = if same { -log_odds } else { log_odds };
    // ln(1 + e^x) without overflow.
    if against > 20.0 { against } else { against.exp().ln_1p() }
}

/// What the loss gains when one piece of evidence is not looked at.
fn worth(pairs: &[Labelled], weights: &Weights) -> Vec<(&'static str, f32)> {
    let loss = |pairs: &[Labelled]| {
        let total: f32 = pairs.iter().map(|p| p.count).sum::<f32>().max(1.0);
        pairs.iter().map(|p| p.count * cross_entropy(p.measured.log_odds(weights), p.same)).sum::<f32>()
            / total
    };
    let with_all = loss(pairs);
    let mut families: Vec<&'static str> = Level::ALL.iter().map(|l| l.family()).collect();
    families.sort_unstable();
    families.dedup();
    let mut worth: Vec<_> = families
        .into_iter()
        .map(|name| {
            let mut without = pairs.to_vec();
            for pair in &mut without {
                pair.measured.levels.retain(|l| l.family() != name);
            }
            (name, loss(&without) - with_all)
        })
        .collect();
    worth.sort_by(|a, b| b.1.total_cmp(&a.1));
    worth
}

impl Row {
    fn of(weights: &Weights) -> Self {
        let mut level = [0.0; Level::COUNT];
        for kind in Level::ALL {
            level[*kind as usize] = weights.level(*kind);
        }
        let (person, other) = (weights.curves(true), weights.curves(false));
        let curves =
            [&person.likeness, &person.across, &person.rarity, &other.likeness, &other.across, &other.rarity];
        Self { curves: curves.map(|c| c.points().to_vec()), level }
    }

    fn weights(self, calibration: Curve) -> Result<Weights, WeightsError> {
        let [likeness, across, rarity, other_likeness, other_across, other_rarity] =
            self.curves.map(Curve::new);
        let other = NameCurves { likeness: other_likeness, across: other_across, rarity: other_rarity };
        Weights::new(other, NameCurves { likeness, across, rarity }, self.level, calibration)
    }

    fn zeroes(&self) -> Self {
        let flat = |points: &Points| points.iter().map(|(x, _)| (*x, 0.0)).collect();
        Self { curves: self.curves.each_ref().map(flat), level: [0.0; Level::COUNT] }
    }

    fn sum(&self, m: &Measured) -> f32 {
        let at = |(curve, x): (usize, f32)| {
            let points = &self.curves[curve];
            shares(points, x).into_iter().map(|(i, share)| points[i].1 * share).sum::<f32>()
        };
        places(&m.name).into_iter().map(at).sum::<f32>()
            + m.levels.iter().map(|l| self.level[*l as usize]).sum::<f32>()
    }

    fn add(&mut self, m: &Measured, error: f32) {
        for (curve, x) in places(&m.name) {
            let points = &mut self.curves[curve];
            for (i, share) in shares(points, x) {
                points[i].1 += error * share;
            }
        }
        m.levels.iter().for_each(|l| self.level[*l as usize] += error);
    }

    fn descend(&mut self, slope: &Self, prior: &Self, travelled: &mut Self) {
        let step = |weight: &mut f32, slope: f32, prior: f32, travelled: &mut f32| {
            step(weight, slope + PULL * (*weight - prior), travelled);
        };
        for (curve, points) in self.curves.iter_mut().enumerate() {
            let (slope, prior) = (&slope.curves[curve], &prior.curves[curve]);
            for (i, point) in points.iter_mut().enumerate() {
                step(&mut point.1, slope[i].1, prior[i].1, &mut travelled.curves[curve][i].1);
            }
        }
        for level in Level::ALL.iter().filter(|level| !UNSEEN.contains(level)) {
            let i = *level as usize;
            step(&mut self.level[i], slope.level[i], prior.level[i], &mut travelled.level[i]);
        }
    }

    /// Brings the weights back to where better agreement never counts less.
    fn project(&mut self) {
        self.curves.iter_mut().for_each(|points| rise(points));
        for level in Level::ALL {
            let weight = &mut self.level[*level as usize];
            match level.direction() {
                Some(true) => *weight = weight.max(0.0),
                Some(false) => *weight = weight.min(0.0),
                None => {}
            }
        }
        // The orders share levels, so settling one may unsettle another; a few rounds settle all, the last one for good.
        for round in 0..8 {
            for pair in Level::ORDERS.iter().flat_map(|order| order.windows(2)) {
                let (high, low) = (self.level[pair[0] as usize], self.level[pair[1] as usize]);
                if low > high {
                    let meet = if round < 7 { f32::midpoint(low, high) } else { high };
                    self.level[pair[0] as usize] = meet.max(high);
                    self.level[pair[1] as usize] = meet.min(low);
                }
            }
        }
        for pair in Level::ORDERS.iter().flat_map(|order| order.windows(2)) {
            let high = self.level[pair[0] as usize];
            let low = &mut self.level[pair[1] as usize];
            *low = low.min(high);
        }
    }
}

/// Brings points that fall to where they meet, as near as possible to where they were (pool adjacent violators).
fn rise(points: &mut [(f32, f32)]) {
    let mut pools: Vec<(f32, usize)> = Vec::with_capacity(points.len());
    for (_, y) in points.iter() {
        pools.push((*y, 1));
        while let [.., (low, m), (high, n)] = pools.as_slice()
            && low > high
        {
            let pooled = ((low * *m as f32 + high * *n as f32) / (m + n) as f32, m + n);
            pools.truncate(pools.len() - 2);
            pools.push(pooled);
        }
    }
    let levels = pools.into_iter().flat_map(|(y, n)| std::iter::repeat_n(y, n));
    points.iter_mut().zip(levels).for_each(|(point, y)| point.1 = y);
}

/// The two points between which `x` lies, and how much each counts.
fn shares(points: &[(f32, f32)], x: f32) -> smallvec::SmallVec<[(usize, f32); 2]> {
    let after = points.partition_point(|(px, _)| *px < x);
    let mut shares = smallvec::SmallVec::new();
    if after == 0 {
        shares.push((0, 1.0));
    } else if after == points.len() {
        shares.push((after - 1, 1.0));
    } else {
        let share = (x - points[after - 1].0) / (points[after].0 - points[after - 1].0);
        shares.extend([(after - 1, 1.0 - share), (after, share)]);
    }
    shares
}

impl Report {
    /// The report as text.
    pub fn to_text(&self) -> String {
        let mut text = format!("held back: Brier score {:.4}, log loss {:.4}\n\n", self.brier, self.log_loss);
        text.push_str("score      pairs  predicted  observed\n");
        for (i, (n, predicted, observed)) in self.bins.iter().enumerate() {
            let low = i as f32 / 10.0;
            let _ = writeln!(text, "{low:.1}-{:.1}  {n:>7}      {predicted:.3}     {observed:.3}", low + 0.1);
        }
        text.push_str("\nevidence     log loss added without it\n");
        for (name, loss) in &self.worth {
            let _ = writeln!(text, "{name:<12} {loss:+.5}");
        }
        text
    }
}
