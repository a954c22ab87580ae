// Long because a drawing is a list of shapes in the order they are printed; cutting one in two would hide that order.
import { HEIGHT, sheet, WIDTH } from './press.mjs';

/** A bare tree: a trunk that forks `depth` times. */
function tree(page, x, base, length, layer = 'ink') {
  const grow = (fromX, fromY, angle, reach, width, depth) => {
    const toX = fromX + Math.cos(angle) * reach;
    const toY = fromY + Math.sin(angle) * reach;
    page.line(layer, fromX, fromY, toX, toY, width);
    if (depth === 0) return;
    for (const turn of [-0.42, 0.1, 0.5]) {
      if (turn === 0.1 && depth < 3) continue;
      grow(toX, toY, angle + turn + page.between(-0.16, 0.16), reach * page.between(0.62, 0.78), width * 0.62, depth - 1);
    }
  };
  grow(x, base, -Math.PI / 2, length, length / 9, 5);
}

/** A walking figure, `height` from foot to crown. */
function figure(page, x, base, height, { layer = 'ink', coat = 0.34, stride = 0.14 } = {}) {
  const head = height * 0.075;
  page.disc(layer, x, base - height + head, head);
  page.shape(layer, [
    [x - height * coat * 0.12, base - height * 0.875],
    [x + height * coat * 0.12, base - height * 0.875],
    [x + height * coat * 0.32, base - height * 0.8],
    [x + height * coat * 0.46, base - height * 0.34],
    [x - height * coat * 0.46, base - height * 0.34],
    [x - height * coat * 0.32, base - height * 0.8],
  ], 0.6);
  page.line(layer, x - height * 0.04, base - height * 0.36, x - height * stride, base, height * 0.07);
  page.line(layer, x + height * 0.04, base - height * 0.36, x + height * stride, base, height * 0.07);
}

function hospital() {
  const page = sheet(101, 'brick');
  page.fade('tone', 0, 440, { pitch: 22, from: 19, to: 1.5 });
  page.disc('knock', 300, 210, 66);
  // main block, two gabled wings
  page.box('knock', 150, 350, 1300, 420);
  page.box('spot', 150, 350, 1300, 420);
  page.shape('ink', [[128, 356], [196, 270], [1404, 270], [1472, 356]]);
  page.hatch('knock', 'M128 356L196 270H1404L1472 356Z', { angle: 0, gap: 15, width: 2 });
  for (const left of [150, 1190]) {
    page.box('knock', left, 330, 260, 440);
    page.box('spot', left, 330, 260, 440);
    page.shape('knock', [[left - 6, 336], [left + 130, 216], [left + 266, 336]]);
    page.shape('spot', [[left, 334], [left + 130, 222], [left + 260, 334]]);
    page.stroke('ink', `M${left - 20} 346L${left + 130} 212L${left + 280} 346`, 16);
    page.disc('knock', left + 130, 290, 24);
    page.stroke('ink', `M${left + 106} 290a24 24 0 1 0 48 0a24 24 0 1 0 -48 0M${left + 106} 290h48M${left + 130} 266v48`, 5);
  }
  for (const y of [360, 560, 766]) page.box('knock', 150, y, 1300, 7);
  const lit = new Set(['3-0', '7-1']);
  for (let floor = 0; floor < 2; floor += 1) {
    for (let bay = 0; bay < 12; bay += 1) {
      const x = 178 + bay * 107;
      if (floor === 1 && (bay === 5 || bay === 6)) continue;
      const y = 396 + floor * 204;
      page.box('knock', x - 6, y - 8, 68, 134);
      if (!lit.has(`${bay}-${floor}`)) page.box('ink', x, y, 56, 118);
      const bars = lit.has(`${bay}-${floor}`) ? 'ink' : 'knock';
      page.line(bars, x + 28, y, x + 28, y + 118, 3, 'butt').line(bars, x, y + 40, x + 56, y + 40, 3, 'butt').line(bars, x, y + 80, x + 56, y + 80, 3, 'butt');
    }
  }
  // entrance
  page.shape('knock', [[684, 770], [684, 560], [916, 560], [916, 770]]);
  page.shape('ink', [[664, 570], [800, 498], [936, 570]]);
  page.shape('knock', [[730, 558], [800, 520], [870, 558]]);
  for (const x of [692, 764, 822, 894]) page.box('ink', x, 572, 16, 196);
  page.box('ink', 782, 610, 38, 158);
  page.box('wash', 716, 610, 44, 158).box('wash', 842, 610, 44, 158);
  // turret
  page.box('ink', 740, 176, 120, 106);
  page.disc('knock', 800, 230, 40);
  page.stroke('ink', 'M800 230V202M800 230L818 240', 6);
  page.shape('ink', [[722, 180], [740, 156], [860, 156], [878, 180]]);
  page.path('ink', 'M748 158Q756 100 800 84Q844 100 852 158Z');
  page.line('ink', 800, 90, 800, 36, 5);
  page.stroke('ink', 'M784 52h40l-10 -10m10 10l-10 10', 4);
  // forecourt
  page.box('tone', 0, 766, WIDTH, 90);
  page.box('ink', 0, 852, WIDTH, HEIGHT - 852);
  page.path('knock', 'M700 770L900 770L1050 852L560 852Z');
  for (let x = -60; x < WIDTH; x += 230) page.shape('knock', [[x, 960], [x + 120, 960], [x + 100, 976], [x - 24, 976]]);
  page.box('knock', 0, 852, WIDTH, 8);
  // bus shelter and two people who wait
  page.shape('ink', [[1070, 640], [1420, 640], [1440, 662], [1056, 662]]);
  for (const x of [1082, 1402]) page.line('ink', x, 660, x, 854, 9, 'butt');
  page.hatchBox('ink', 1090, 668, 308, 120, { angle: 58, gap: 26, width: 2 });
  page.box('ink', 1120, 792, 240, 10).box('ink', 1140, 800, 8, 54).box('ink', 1330, 800, 8, 54);
  figure(page, 1180, 856, 150, { coat: 0.4, stride: 0.05 });
  figure(page, 1300, 856, 138, { coat: 0.42, stride: 0.05 });
  page.line('ink', 1010, 600, 1010, 854, 8, 'butt');
  page.disc('knock', 1010, 590, 34).disc('ink', 1010, 590, 29);
  page.stroke('knock', 'M998 578h24l-12 26', 5);
  tree(page, 96, 856, 150);
  tree(page, 1540, 856, 130);
  return page.wear();
}

function footballGround() {
  const page = sheet(113, 'dusk');
  page.fade('tone', 0, 470, { pitch: 20, from: 18, to: 2 });
  page.box('ink', 0, 470, WIDTH, 62);
  page.water('knock', 478, 532, { density: 0.8 });
  page.shape('tone', [[900, 470], [990, 430], [1180, 418], [1360, 446], [1420, 470]]);
  page.box('knock', 0, 528, WIDTH, 34);
  page.hatchBox('ink', 0, 528, WIDTH, 34, { angle: 90, gap: 26, width: 3 });
  page.box('ink', 0, 524, WIDTH, 6);
  // pitch in perspective
  page.box('tone', 0, 560, WIDTH, HEIGHT - 560);
  const edge = (share) => [[-260 + share * 2120, HEIGHT], [330 + share * 940, 600]];
  for (let stripe = 0; stripe < 9; stripe += 2) {
    const [[nearLeft], [farLeft]] = edge(stripe / 9);
    const [[nearRight], [farRight]] = edge((stripe + 1) / 9);
    page.hatch('ink', `M${farLeft} 600L${farRight} 600L${nearRight} 1067L${nearLeft} 1067Z`, { angle: 0, gap: 11, width: 4 });
  }
  page.stroke('knock', 'M-260 1067L330 600H1270L1860 1067', 7);
  page.line('knock', 800, 600, 800, HEIGHT, 6);
  page.stroke('knock', 'M610 790a190 66 0 1 0 380 0a190 66 0 1 0 -380 0', 6);
  page.disc('knock', 800, 790, 7);
  page.stroke('knock', 'M214 692L460 692L322 866L-6 866', 6);
  page.stroke('knock', 'M1386 692L1140 692L1278 866L1606 866', 6);
  page.stroke('ink', 'M130 826V700L196 660V778', 7);
  page.stroke('ink', 'M1470 826V700L1404 660V778', 7);
  // stand
  page.shape('ink', [[470, 592], [470, 470], [1130, 470], [1130, 592]]);
  for (let row = 0; row < 4; row += 1) {
    let heads = '';
    for (let x = 486 + (row % 2) * 9; x < 1118; x += 18) {
      if (page.random() < 0.9) heads += `M${x - 6} ${500 + row * 24}a6 6 0 1 0 12 0a6 6 0 1 0 -12 0`;
    }
    page.path('knock', heads);
  }
  page.shape('knock', [[440, 474], [470, 396], [1130, 396], [1160, 474]]);
  page.shape('accent', [[446, 470], [474, 400], [1126, 400], [1154, 470]]);
  page.hatch('ink', 'M446 470L474 400H1126L1154 470Z', { angle: 90, gap: 22, width: 4 });
  page.box('ink', 440, 466, 720, 9);
  for (const x of [560, 720, 880, 1040]) page.line('ink', x, 470, x, 592, 6, 'butt');
  page.box('knock', 440, 588, 720, 12);
  // floodlights
  for (const [x, base, height, size] of [[360, 600, 380, 1], [1240, 600, 380, 1], [96, 860, 690, 1.7], [1504, 860, 690, 1.7]]) {
    const top = base - height;
    page.shape('ink', [[x - 10 * size, base], [x - 4 * size, top], [x + 4 * size, top], [x + 10 * size, base]]);
    for (let rung = 1; rung < 9; rung += 1) page.line('ink', x - 12 * size, top + (height * rung) / 9, x + 12 * size, top + (height * (rung - 0.4)) / 9, 3);
    page.box('ink', x - 52 * size, top - 44 * size, 104 * size, 60 * size);
    for (let lamp = 0; lamp < 6; lamp += 1) page.disc('knock', x + (-34 + (lamp % 3) * 34) * size, top + (-28 + Math.floor(lamp / 3) * 28) * size, 11 * size);
  }
  // players and their shadows
  for (const [x, base, height, layer] of [[690, 760, 92, 'accent'], [950, 724, 80, 'ink'], [1090, 930, 150, 'accent'], [520, 905, 140, 'ink'], [860, 690, 70, 'accent']]) {
    page.path('ink', `M${x - 4} ${base}q${height * 0.5} ${-height * 0.04} ${height * 0.95} ${height * 0.08}q${-height * 0.5} ${height * 0.1} ${-height * 0.95} ${-height * 0.02}Z`);
    figure(page, x, base, height, { layer: 'knock', coat: 0.36, stride: 0.18 });
    figure(page, x, base, height, { layer, coat: 0.34, stride: 0.18 });
  }
  page.disc('knock', 740, 758, 10);
  page.gull(700, 250, 70).gull(840, 200, 50).gull(980, 290, 44);
  return page.wear();
}

function bookshop() {
  const page = sheet(127, 'night');
  page.box('ink', 0, 0, WIDTH, HEIGHT);
  // brick courses, lightly
  for (let y = 40; y < 860; y += 34) {
    let d = '';
    for (let x = (y / 34) % 2 < 1 ? 0 : 40; x < WIDTH; x += 80) if (page.random() < 0.45) d += `M${x} ${y}h${page.between(30, 62).toFixed(0)}`;
    page.stroke('knock', d, 1.6, 'butt');
  }
  const pane = (x, y, width, height, glow = 'knock') => page.box(glow, x, y, width, height);
  // upper windows: one awake, one asleep
  for (const [x, awake] of [[330, true], [1110, false]]) {
    if (awake) pane(x, 60, 150, 176);
    page.stroke('knock', `M${x - 8} 52h166v192h-166Z`, 4);
    page.stroke(awake ? 'ink' : 'knock', `M${x + 75} 60v176M${x} 148h150`, 4);
    page.box('knock', x - 22, 248, 196, 9);
  }
  page.path('ink', 'M384 236Q384 190 410 176Q392 150 414 138Q440 142 430 176Q452 190 452 236Z');
  // fascia
  page.box('knock', 180, 318, 1240, 74);
  page.stroke('ink', 'M196 334h1208v42h-1208Z', 3);
  // B O O K S
  page.stroke('ink', 'M628 340v30M628 340h14q9 7 0 14h-14h16q10 8 0 16h-16', 5, 'butt');
  for (const x of [716, 794]) page.stroke('ink', `M${x - 14} 355a14 15 0 1 0 28 0a14 15 0 1 0 -28 0`, 5);
  page.stroke('ink', 'M862 340v30M884 340L864 355L886 370', 5, 'butt');
  page.stroke('ink', 'M958 344q-16 -8 -20 3q0 7 10 9q12 3 10 10q-6 8 -22 1', 5, 'butt');
  page.disc('ink', 540, 355, 5).disc('ink', 1040, 355, 5);
  // awning
  for (let stripe = 0; stripe < 14; stripe += 1) {
    const near = (index) => 130 + index * 95.7;
    const far = (index) => 190 + index * 87.1;
    page.shape('knock', [[far(stripe), 394], [far(stripe + 1), 394], [near(stripe + 1), 480], [near(stripe), 480]], 0.6);
    page.path('knock', `M${near(stripe)} 479h95.7q0 34 -47.8 34t-47.9 -34Z`);
    if (stripe % 2 === 0) continue;
    page.shape('spot', [[far(stripe), 394], [far(stripe + 1), 394], [near(stripe + 1), 480], [near(stripe), 480]], 0.6);
    page.path('spot', `M${near(stripe)} 479h95.7q0 34 -47.8 34t-47.9 -34Z`);
  }
  // bow window
  page.path('knock', 'M250 520H1000V840Q625 888 250 840Z');
  page.hatch('spot', 'M250 520H1000V560H250Z', { angle: 0, gap: 9, width: 3 });
  const shelf = (y, sag) => page.stroke('ink', `M250 ${y}Q625 ${y + sag} 1000 ${y}`, 9, 'butt');
  const books = (y, sag, from, to) => {
    for (let x = from; x < to; ) {
      const width = page.between(13, 30);
      const height = page.between(58, 96);
      const bend = sag * (1 - ((x - 625) / 375) ** 2) * 0.5;
      const lean = page.random() < 0.1 ? 12 : 0;
      const layer = page.random() < 0.3 ? 'spot' : 'ink';
      page.shape(layer, [[x, y + bend], [x + lean, y + bend - height], [x + width + lean, y + bend - height], [x + width, y + bend]], 0.7);
      if (width > 20 && layer === 'ink') page.box('knock', x + 4, y + bend - height * 0.8, width - 8, 4, 0.4);
      x += width + (page.random() < 0.08 ? 26 : 3) + lean;
    }
  };
  books(660, 20, 262, 530);
  books(660, 20, 730, 990);
  books(800, 40, 262, 990);
  shelf(662, 20);
  shelf(804, 40);
  // lamp
  page.path('ink', 'M560 606L596 546H664L700 606Z');
  page.box('ink', 624, 604, 12, 58);
  page.path('ink', 'M596 676Q630 650 664 676Z');
  page.stroke('ink', 'M250 520V840M437 520V866M812 520V866M1000 520V840', 10, 'butt');
  page.path('ink', 'M236 836Q625 890 1014 836V866Q625 922 236 866Z');
  page.stroke('knock', 'M240 868Q625 922 1010 868', 4);
  // door
  page.box('knock', 1090, 520, 220, 400);
  page.box('spot', 1104, 534, 192, 386);
  page.box('knock', 1134, 566, 132, 190);
  page.stroke('ink', 'M1134 566h132v190h-132ZM1200 566v190M1134 660h132', 6);
  page.stroke('ink', 'M1134 792h132v92h-132Z', 5);
  page.disc('knock', 1118, 776, 8);
  page.shape('knock', [[1160, 610], [1240, 610], [1240, 640], [1160, 640]]);
  page.stroke('ink', 'M1164 614h72v22h-72Z', 3);
  // light on the cobbles
  page.box('knock', 0, 918, WIDTH, 5);
  for (let row = 0; row < 7; row += 1) {
    const y = 936 + row * 20;
    for (let x = -30 + (row % 2) * 34; x < WIDTH; x += 68) {
      const reach = Math.min(Math.abs(x - 625) / (400 + row * 26), Math.abs(x - 1200) / (160 + row * 12));
      if (reach < 1 && page.random() > reach * 0.6) page.path(reach < 0.7 ? 'knock' : 'wash', `M${x} ${y}q28 -12 56 0q-28 10 -56 0Z`);
    }
  }
  // a reader at the glass
  page.path('ink', 'M842 930Q836 800 850 716Q872 684 902 694Q936 704 940 760L952 930Z');
  page.disc('ink', 892, 664, 34);
  page.path('ink', 'M852 660Q860 616 904 620Q944 632 930 676Z');
  page.stroke('knock', 'M838 924Q832 800 846 716Q862 688 878 690', 4);
  return page.wear(140);
}

function marketHall() {
  const page = sheet(139, 'brick');
  page.fade('tone', 0, 430, { pitch: 22, from: 20, to: 1.5 });
  // gable with fan window
  page.shape('ink', [[190, 500], [190, 410], [800, 108], [1410, 410], [1410, 500]]);
  page.shape('knock', [[236, 500], [236, 432], [800, 152], [1364, 432], [1364, 500]]);
  page.shape('spot', [[244, 500], [244, 438], [800, 162], [1356, 438], [1356, 500]]);
  page.path('knock', 'M480 500A320 270 0 0 1 1120 500Z');
  page.stroke('ink', 'M480 500A320 270 0 0 1 1120 500', 16);
  page.stroke('ink', 'M600 500A200 168 0 0 1 1000 500', 7);
  page.stroke('ink', 'M720 500A80 66 0 0 1 880 500', 7);
  for (let ray = 1; ray < 9; ray += 1) {
    const angle = Math.PI + (Math.PI * ray) / 9;
    page.line('ink', 800 + Math.cos(angle) * 80, 500 + Math.sin(angle) * 66, 800 + Math.cos(angle) * 314, 500 + Math.sin(angle) * 264, 6);
  }
  page.line('ink', 800, 108, 800, 30, 6);
  page.path('ink', 'M770 58Q790 38 830 52L812 64Z');
  page.box('ink', 150, 494, 1300, 34);
  for (let x = 170; x < 1440; x += 34) page.disc('knock', x, 511, 6);
  page.box('knock', 150, 528, 1300, 6);
  // columns and the dark of the hall
  page.box('ink', 170, 534, 1260, 290);
  const bays = [190, 440, 690, 910, 1160, 1410];
  for (let lamp = 0; lamp < 5; lamp += 1) {
    const x = (bays[lamp] + bays[lamp + 1]) / 2;
    page.line('knock', x, 534, x, 580, 2.5);
    page.path('knock', `M${x - 22} 604Q${x} 566 ${x + 22} 604Z`);
    page.path('wash', `M${x - 22} 606L${x - 74} 760H${x + 74}L${x + 22} 606Z`);
    page.path('knock', `M${x - 18} 606L${x - 50} 720H${x + 50}L${x + 18} 606Z`);
  }
  for (const x of bays) {
    page.box('knock', x - 15, 534, 30, 290);
    page.box('ink', x - 9, 534, 18, 290);
    page.stroke('knock', `M${x - 62} 538Q${x - 20} 544 ${x - 12} 604M${x + 62} 538Q${x + 20} 544 ${x + 12} 604`, 6);
  }
  // stalls
  const stall = (left, width, top, striped) => {
    const count = 6;
    const step = width / count;
    for (let stripe = 0; stripe < count; stripe += 1) {
      const x = left + stripe * step;
      page.shape('knock', [[x + 10, top], [x + step + 10 * (stripe === count - 1 ? -1 : 1), top], [x + step, top + 66], [x, top + 66]], 0.6);
      page.path('knock', `M${x} ${top + 65}h${step}q0 24 ${-step / 2} 24t${-step / 2} -24Z`);
      if (stripe % 2 === striped) {
        page.shape('spot', [[x + 10, top], [x + step, top], [x + step, top + 66], [x, top + 66]], 0.6);
        page.path('spot', `M${x} ${top + 65}h${step}q0 24 ${-step / 2} 24t${-step / 2} -24Z`);
      }
    }
    page.line('ink', left + 14, top + 70, left + 14, top + 250, 8, 'butt').line('ink', left + width - 14, top + 70, left + width - 14, top + 250, 8, 'butt');
    page.box('knock', left - 8, top + 186, width + 16, 66);
    page.hatchBox('ink', left - 8, top + 202, width + 16, 50, { angle: 90, gap: 14, width: 4 });
    page.box('ink', left - 8, top + 184, width + 16, 14);
    for (let x = left + 12; x < left + width - 20; x += 27) {
      const kind = page.random();
      if (kind < 0.5) page.disc('ink', x + 8, top + 174, 13).disc('ink', x + 22, top + 174, 13).disc('ink', x + 15, top + 158, 12);
      else page.disc('knock', x + 10, top + 172, 12).disc('spot', x + 10, top + 172, 11);
    }
  };
  page.box('tone', 0, 820, WIDTH, HEIGHT - 820);
  page.box('ink', 0, 818, WIDTH, 6);
  stall(70, 380, 640, 0);
  stall(1130, 390, 648, 1);
  for (let row = 0; row < 9; row += 1) {
    const y = 846 + row * row * 3.2;
    page.line('ink', 0, y, WIDTH, y, 2 + row * 0.3, 'butt');
  }
  for (let flag = -9; flag <= 9; flag += 1) page.line('ink', 800 + flag * 92, 824, 800 + flag * 290, HEIGHT, 2.5, 'butt');
  for (const [x, base, height] of [[620, 900, 190], [700, 888, 176], [960, 930, 216]]) {
    page.path('ink', `M${x} ${base - 2}l${height * 0.5} ${height * 0.22}l${height * 0.16} 0L${x + height * 0.12} ${base - 4}Z`);
    figure(page, x, base, height, { layer: 'knock', coat: 0.46 });
    figure(page, x, base, height - 4, { coat: 0.42 });
  }
  page.path('ink', 'M1000 850h54l-8 60h-40Z').stroke('ink', 'M1006 850Q1026 800 1048 850', 5);
  return page.wear();
}

function schoolGate() {
  const page = sheet(151, 'dusk');
  page.fade('tone', 0, 520, { pitch: 21, from: 19, to: 1.5 });
  page.disc('knock', 1330, 280, 104).disc('accent', 1330, 280, 96);
  // the school
  page.box('knock', 330, 380, 860, 400);
  page.box('wash', 336, 386, 848, 394);
  page.hatchBox('ink', 336, 386, 848, 394, { angle: 0, gap: 13, width: 3 });
  page.shape('ink', [[304, 392], [390, 270], [1130, 270], [1216, 392]]);
  for (const left of [350, 930]) {
    page.shape('knock', [[left - 6, 780], [left - 6, 392], [left + 116, 240], [left + 238, 392], [left + 238, 780]]);
    page.shape('wash', [[left, 780], [left, 394], [left + 116, 252], [left + 232, 394], [left + 232, 780]]);
    page.stroke('ink', `M${left - 24} 408L${left + 116} 238L${left + 256} 408`, 16);
    for (const y of [420, 600]) {
      page.box('knock', left + 46, y, 140, 132);
      page.box('ink', left + 54, y + 8, 124, 116);
      page.stroke('knock', `M${left + 95} ${y + 8}v116M${left + 137} ${y + 8}v116M${left + 54} ${y + 46}h124M${left + 54} ${y + 84}h124`, 3.5, 'butt');
    }
    page.disc('ink', left + 116, 340, 22).disc('knock', left + 116, 340, 12);
  }
  for (const x of [622, 794]) {
    page.box('knock', x - 8, 440, 112, 150);
    page.box('ink', x, 448, 96, 134);
    page.stroke('knock', `M${x + 48} 448v134M${x} 492h96M${x} 537h96`, 3.5, 'butt');
  }
  page.path('ink', 'M700 780V660Q760 600 820 660V780Z');
  page.box('knock', 757, 640, 6, 140);
  // bell turret
  page.box('ink', 716, 176, 12, 100).box('ink', 792, 176, 12, 100);
  page.shape('ink', [[696, 184], [760, 96], [824, 184]]);
  page.path('accent', 'M738 246Q740 206 760 200Q780 206 782 246Z');
  page.box('ink', 690, 262, 140, 16);
  page.line('ink', 760, 104, 760, 56, 5);
  // yard and wall
  page.box('knock', 0, 776, WIDTH, HEIGHT - 776);
  page.box('ink', 0, 774, WIDTH, 6);
  page.hatch('tone', 'M0 780H1600V1067H0Z', { angle: 0, gap: 24, width: 5 });
  for (const [from, to] of [[-10, 330], [1270, 1610]]) {
    page.box('ink', from, 700, to - from, 230);
    page.box('ink', from, 684, to - from, 22);
    for (let y = 728; y < 926; y += 26) {
      let d = '';
      for (let x = from + ((y / 26) % 2 < 1 ? 0 : 32); x < to; x += 64) d += `M${x} ${y}h${page.between(44, 58).toFixed(0)}`;
      page.stroke('knock', d, 2.2, 'butt');
    }
  }
  // gates: the left is shut, the right one open
  for (const x of [310, 1210]) {
    page.box('ink', x, 560, 80, 380);
    page.shape('ink', [[x - 12, 566], [x + 40, 520], [x + 92, 566]]);
    page.disc('ink', x + 40, 506, 22);
    page.box('knock', x + 10, 590, 60, 5).box('knock', x + 10, 900, 60, 5);
  }
  const leaf = (from, to, nearTop, farTop, nearBase, farBase, bars) => {
    for (let bar = 0; bar <= bars; bar += 1) {
      const share = bar / bars;
      const x = from + (to - from) * share;
      const arch = Math.sin((share * Math.PI) / 2) * 46;
      page.line('ink', x, nearBase + (farBase - nearBase) * share, x, nearTop + (farTop - nearTop) * share - arch, 8, 'butt');
      page.shape('ink', [[x - 9, nearTop + (farTop - nearTop) * share - arch], [x, nearTop + (farTop - nearTop) * share - arch - 28], [x + 9, nearTop + (farTop - nearTop) * share - arch]], 0.4);
    }
    for (const height of [0.16, 0.9]) page.line('ink', from, nearTop + (nearBase - nearTop) * height, to, farTop + (farBase - farTop) * height, 9, 'butt');
  };
  leaf(392, 660, 640, 640, 930, 930, 8);
  leaf(1208, 1090, 640, 668, 930, 1010, 6);
  // children
  for (const [x, base, height, satchel] of [[790, 900, 150, true], [880, 930, 178, false], [980, 906, 138, true]]) {
    page.path('ink', `M${x} ${base}l${-height * 0.9} ${height * 0.62}l${-height * 0.22} 0L${x - height * 0.14} ${base - 2}Z`);
    figure(page, x, base, height, { layer: 'knock', coat: 0.5, stride: 0.15 });
    figure(page, x, base, height - 4, { coat: 0.46, stride: 0.15 });
    if (satchel) page.box('knock', x - height * 0.13, base - height * 0.74, height * 0.26, height * 0.24).box('accent', x - height * 0.12, base - height * 0.73, height * 0.24, height * 0.22);
  }
  tree(page, 130, 700, 130);
  page.gull(980, 130, 60).gull(1080, 170, 44);
  return page.wear();
}

function allotment() {
  const page = sheet(163, 'field');
  page.fade('tone', 0, 400, { pitch: 22, from: 18, to: 1.5 });
  page.path('tone', 'M0 470Q240 380 520 420T1000 400T1600 430V560H0Z');
  page.path('ink', 'M0 500Q90 470 180 486Q260 440 360 480Q440 452 520 486Q640 462 740 490Q900 468 1010 490Q1160 452 1280 484Q1420 460 1600 488V530H0Z');
  page.box('knock', 0, 526, WIDTH, HEIGHT - 526);
  page.path('wash', 'M0 528H1600V1067H0Z');
  page.hatch('knock', 'M0 528H1600V1067H0Z', { angle: 0, gap: 27, width: 5 });
  // beds that run to one point
  const bed = (nearLeft, nearRight, farLeft, farRight) => {
    const at = (near, far, depth) => near + (far - near) * depth;
    page.path('ink', `M${farLeft} 548L${farRight} 548L${nearRight} 1067L${nearLeft} 1067Z`);
    page.hatch('knock', `M${farLeft} 548L${farRight} 548L${nearRight} 1067L${nearLeft} 1067Z`, { angle: 2, gap: 26, width: 2 });
    return (depth, share) => [at(at(nearLeft, nearRight, share), at(farLeft, farRight, share), depth), at(1067, 548, depth)];
  };
  const left = bed(-330, 330, 470, 620);
  const middle = bed(480, 1080, 700, 850);
  const right = bed(1240, 1960, 950, 1110);
  const depths = [0.98, 0.94, 0.89, 0.84, 0.78, 0.71, 0.63, 0.54, 0.44, 0.32, 0.19, 0.04];
  for (const depth of depths) {
    const size = 1 - depth * 0.86;
    for (const share of [0.2, 0.5, 0.8]) {
      const [x, y] = left(depth, share);
      // cabbages
      page.path('wash', `M${x - 74 * size} ${y}Q${x - 92 * size} ${y - 60 * size} ${x - 30 * size} ${y - 74 * size}Q${x} ${y - 104 * size} ${x + 34 * size} ${y - 74 * size}Q${x + 94 * size} ${y - 56 * size} ${x + 72 * size} ${y}Z`);
      page.path('knock', `M${x - 70 * size} ${y}Q${x - 86 * size} ${y - 56 * size} ${x - 28 * size} ${y - 70 * size}Q${x} ${y - 98 * size} ${x + 32 * size} ${y - 70 * size}Q${x + 88 * size} ${y - 52 * size} ${x + 68 * size} ${y}Z`);
      page.stroke('ink', `M${x} ${y - 4}V${y - 78 * size}M${x} ${y - 20 * size}Q${x - 34 * size} ${y - 30 * size} ${x - 46 * size} ${y - 54 * size}M${x} ${y - 20 * size}Q${x + 34 * size} ${y - 30 * size} ${x + 46 * size} ${y - 54 * size}`, Math.max(1.5, 5 * size));
    }
    for (const share of [0.15, 0.38, 0.62, 0.85]) {
      const [x, y] = middle(depth, share);
      // leeks: a white shank, strap leaves that fan from it and bend
      page.path('knock', `M${x - 9 * size} ${y}L${x - 8 * size} ${y - 44 * size}H${x + 8 * size}L${x + 9 * size} ${y}Z`);
      for (const [lean, rise] of [[-74, 62], [-46, 108], [-8, 128], [40, 112], [72, 70]]) {
        page.path('wash', `M${x - 8 * size} ${y - 40 * size}Q${x + (lean * 0.3 - 6) * size} ${y - (rise + 26) * size} ${x + lean * size} ${y - rise * size}Q${x + (lean * 0.3 + 12) * size} ${y - rise * 0.8 * size} ${x + 8 * size} ${y - 40 * size}Z`);
        page.stroke('ink', `M${x} ${y - 42 * size}Q${x + lean * 0.34 * size} ${y - (rise + 2) * size} ${x + lean * 0.82 * size} ${y - (rise + 2) * size}`, Math.max(1, 2.4 * size));
      }
    }
    for (const share of [0.2, 0.5, 0.8]) {
      const [x, y] = right(depth, share);
      // beetroot
      for (const lean of [-46, -16, 18, 48]) page.stroke('knock', `M${x} ${y - 10 * size}Q${x + lean * 0.4 * size} ${y - 50 * size} ${x + lean * size} ${y - (92 - Math.abs(lean) * 0.5) * size}`, 12 * size);
      page.disc('knock', x, y, 20 * size).disc('spot', x, y, 19 * size);
    }
  }
  // shed, with a water butt
  page.shape('knock', [[1080, 560], [1080, 330], [1370, 330], [1370, 560]]);
  page.hatchBox('ink', 1080, 330, 290, 230, { angle: 90, gap: 20, width: 4 });
  page.shape('knock', [[1040, 344], [1226, 230], [1412, 344]]);
  page.shape('spot', [[1046, 340], [1226, 236], [1406, 340]]);
  page.stroke('ink', 'M1036 350L1226 228L1416 350', 14);
  page.box('ink', 1110, 392, 92, 168).box('knock', 1186, 470, 7, 18);
  page.box('knock', 1244, 388, 96, 80);
  page.stroke('ink', 'M1248 392h88v72h-88ZM1292 392v72M1248 428h88', 6);
  page.path('ink', 'M1390 470h76q10 48 0 96h-76q-10 -48 0 -96Z').stroke('knock', 'M1386 500h84M1386 540h84', 3);
  // bean poles
  for (const x of [150, 220, 290, 360, 430]) {
    page.line('ink', x - 44, 580, x + 10, 320, 6).line('ink', x + 44, 580, x - 10, 320, 6);
    for (let leaf = 0; leaf < 9; leaf += 1) {
      const height = page.between(20, 230);
      const side = page.random() < 0.5 ? -1 : 1;
      page.disc(page.random() < 0.2 ? 'spot' : 'ink', (x + side * (44 - height * 0.2)).toFixed(0), (580 - height).toFixed(0), page.between(8, 14).toFixed(0));
    }
  }
  page.line('ink', 130, 340, 450, 340, 6);
  // scarecrow
  page.line('ink', 766, 560, 766, 360, 9).line('ink', 690, 412, 842, 404, 9);
  page.shape('knock', [[712, 402], [820, 398], [810, 516], [724, 518]]);
  page.shape('spot', [[716, 406], [816, 402], [806, 512], [728, 514]]);
  page.disc('knock', 766, 364, 26).stroke('ink', 'M740 364a26 26 0 1 0 52 0a26 26 0 1 0 -52 0', 4);
  page.shape('ink', [[722, 348], [744, 344], [750, 308], [786, 306], [790, 342], [812, 344], [810, 354], [724, 356]]);
  page.path('ink', 'M826 396q10 -26 34 -22l18 6l-14 6q-4 18 -30 20Z');
  page.gull(560, 220, 66).gull(650, 180, 46);
  return page.wear();
}

export const streetScenes = {
  hospital,
  'football-ground': footballGround,
  bookshop,
  'market-hall': marketHall,
  'school-gate': schoolGate,
  allotment,
};
