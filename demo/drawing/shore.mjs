// Long because a drawing is a list of shapes in the order they are printed; cutting one in two would hide that order.
import { HEIGHT, sheet, WIDTH } from './press.mjs';

/** A row of quayside houses standing on `base`, from left to right. */
function houses(page, layer, left, right, base, { low = 70, high = 150, windows = 'knock' } = {}) {
  let x = left;
  while (x < right) {
    const width = page.between(58, 112);
    const height = page.between(low, high);
    const top = base - height;
    const pitch = page.between(22, 48);
    if (page.random() < 0.55) {
      page.shape(layer, [[x, base], [x, top], [x + width / 2, top - pitch], [x + width, top], [x + width, base]]);
    } else {
      page.shape(layer, [[x, base], [x, top], [x + 12, top - pitch], [x + width - 12, top - pitch], [x + width, top], [x + width, base]]);
    }
    page.box(layer, x + width * page.between(0.15, 0.7), top - pitch - 14, 12, 40);
    if (windows) {
      const columns = Math.floor((width - 14) / 24);
      for (let row = top + 18; row < base - 26; row += 36) {
        for (let column = 0; column < columns; column += 1) {
          if (page.random() < 0.78) page.box(windows, x + 12 + column * 24, row, 10, 16, 0.8);
        }
      }
    }
    x += width + page.between(-2, 5);
  }
}

/** A small open boat on the water at (x, y), bow to the right when `facing` is 1. */
function skiff(page, x, y, length, facing = 1, layer = 'ink') {
  const half = (length / 2) * facing;
  page.path(
    layer,
    `M${x - half} ${y - length * 0.1}Q${x} ${y - length * 0.03} ${x + half * 1.08} ${y - length * 0.17}Q${x + half * 0.86} ${y + length * 0.06} ${x + half * 0.6} ${y + length * 0.08}L${x - half * 0.82} ${y + length * 0.08}Z`,
  );
  return page;
}

function lighthouse(page, x, base, height) {
  const foot = height * 0.13;
  const head = height * 0.085;
  const top = base - height;
  const at = (share) => foot + (head - foot) * share;
  page.shape('knock', [[x - foot, base], [x - head, top], [x + head, top], [x + foot, base]]);
  for (const [from, to] of [[0.14, 0.36], [0.58, 0.8]]) {
    const lower = base - height * from;
    const upper = base - height * to;
    page.shape('spot', [[x - at(from), lower], [x - at(to), upper], [x + at(to), upper], [x + at(from), lower]]);
  }
  page.shape('ink', [[x + foot * 0.25, base], [x + head * 0.35, top], [x + head, top], [x + foot, base]]);
  page.box('ink', x - head * 1.5, top - height * 0.025, head * 3, height * 0.03);
  page.box('knock', x - head * 0.8, top - height * 0.12, head * 1.6, height * 0.095);
  for (let bar = -1; bar <= 1; bar += 1) page.box('ink', x + bar * head * 0.75 - 2, top - height * 0.12, 4, height * 0.095);
  page.path('ink', `M${x - head} ${top - height * 0.12}Q${x} ${top - height * 0.23} ${x + head} ${top - height * 0.12}Z`);
  page.line('ink', x, top - height * 0.17, x, top - height * 0.23, 4);
  page.box('ink', x - 7, base - height * 0.5, 12, 20);
}

function swingBridge() {
  const page = sheet(11, 'sea');
  const deck = 610;
  page.fade('tone', 0, 420, { pitch: 21, from: 19, to: 2 });
  page.disc('knock', 1215, 250, 92);
  page.disc('spot', 1215, 250, 84);
  page.shape('tone', [[0, 560], [0, 470], [210, 430], [470, 462], [760, 420], [1050, 455], [1330, 418], [WIDTH, 452], [WIDTH, 560]]);
  houses(page, 'ink', -20, 420, 700, { low: 90, high: 190 });
  houses(page, 'tone', 400, 1220, 690, { low: 70, high: 130, windows: null });
  houses(page, 'ink', 1200, 1640, 700, { low: 90, high: 200 });
  page.box('ink', 0, 694, WIDTH, 20);
  page.box('tone', 0, 714, WIDTH, HEIGHT - 714);
  // pier
  page.path('ink', `M690 ${deck + 60}L674 820Q800 862 926 820L910 ${deck + 60}Z`);
  for (let course = 0; course < 5; course += 1) {
    const y = deck + 90 + course * 28;
    page.stroke('knock', `M${686 - course * 3} ${y}Q800 ${y + 34} ${914 + course * 3} ${y}`, 2.5);
  }
  page.shape('ink', [[668, deck + 34], [932, deck + 34], [918, deck + 66], [682, deck + 66]]);
  // swinging span: paper is left behind the truss so that it stands clear
  const chord = (x) => deck - 40 - 200 * (1 - Math.abs(x - 800) / 690) ** 1.15;
  const panels = [];
  for (let x = 110; x <= 1490; x += 86.25) panels.push(x);
  page.box('ink', 96, deck - 14, 1408, 48);
  page.box('knock', 96, deck + 2, 1408, 6);
  for (let x = 120; x < 1490; x += 24) page.box('knock', x, deck + 17, 9, 9, 0.6);
  panels.forEach((x, index) => {
    const next = panels[index + 1];
    page.line('ink', x, chord(x), x, deck - 8, 8, 'butt');
    if (next === undefined) return;
    page.line('ink', x, chord(x), next, chord(next), 15);
    if (x < 780) page.line('ink', x, deck - 10, next, chord(next), 6);
    else page.line('ink', x, chord(x), next, deck - 10, 6);
  });
  page.box('ink', 742, chord(800) - 20, 116, 20);
  page.shape('ink', [[752, chord(800) - 18], [752, chord(800) - 84], [848, chord(800) - 84], [848, chord(800) - 18]]);
  for (const x of [760, 789, 818]) page.box('knock', x, chord(800) - 72, 22, 28);
  page.shape('ink', [[738, chord(800) - 84], [800, chord(800) - 120], [862, chord(800) - 84]]);
  page.line('ink', 800, chord(800) - 116, 800, chord(800) - 186, 5);
  page.shape('spot', [[803, chord(800) - 184], [864, chord(800) - 172], [803, chord(800) - 156]]);
  // bus
  page.box('knock', 1040, deck - 92, 156, 80);
  page.box('spot', 1042, deck - 90, 152, 74);
  for (let pane = 0; pane < 5; pane += 1) page.box('ink', 1052 + pane * 28, deck - 80, 22, 24);
  page.disc('ink', 1076, deck - 16, 13).disc('ink', 1162, deck - 16, 13);
  // abutments
  page.shape('ink', [[-10, 580], [118, 580], [150, 800], [-10, 806]]);
  page.shape('ink', [[1610, 580], [1482, 580], [1450, 800], [1610, 806]]);
  for (let course = 0; course < 5; course += 1) {
    page.line('knock', 0, 640 + course * 34, 116 + course * 5, 640 + course * 34, 2.5);
    page.line('knock', 1484 - course * 5, 640 + course * 34, WIDTH, 640 + course * 34, 2.5);
  }
  page.water('ink', 726, HEIGHT, { density: 1.1, skip: (x, y) => y < 850 && ((x > 640 && x < 960) || x < 170 || x > 1430) });
  page.water('knock', 760, HEIGHT, { density: 0.5 });
  for (let ring = 0; ring < 6; ring += 1) page.stroke('ink', `M${700 - ring * 16} ${842 + ring * 22}Q800 ${862 + ring * 22} ${900 + ring * 14} ${842 + ring * 22}`, 10 - ring);
  skiff(page, 400, 930, 250, 1);
  page.box('spot', 330, 884, 70, 26);
  page.line('ink', 424, 912, 424, 812, 6);
  skiff(page, 1230, 968, 190, -1);
  page.line('ink', 1246, 950, 1246, 880, 5);
  page.gull(560, 250, 90).gull(660, 190, 62).gull(455, 170, 46);
  return page.wear();
}

function lighthouseScene() {
  const page = sheet(23, 'dusk');
  page.fade('tone', 0, 640, { pitch: 20, from: 18, to: 1.5 });
  // beam: stencil left open across the sky
  page.path('knock', 'M1092 262L0 96L0 300Z');
  page.path('ink', 'M0 640Q400 632 800 638T1600 636L1600 660L0 664Z');
  page.box('ink', 0, 650, WIDTH, HEIGHT - 650);
  page.water('knock', 664, HEIGHT, { density: 0.8, right: 1180 });
  page.path('knock', 'M640 1067L700 900Q760 820 860 780L930 700Q1010 640 1200 630L1600 590L1600 1067Z');
  page.path('wash', 'M652 1067L712 910Q770 830 868 790L938 708Q1016 652 1200 642L1600 602L1600 1067Z');
  const face = 'M652 1067L712 910Q770 830 868 790L938 708Q1016 652 1120 646L1040 760L1080 860L960 960L990 1067Z';
  page.hatch('ink', face, { angle: 68, gap: 15, width: 9 });
  page.hatch('ink', 'M960 760L1040 760L1080 860L960 960L990 1067L860 1067Q900 900 960 760Z', { angle: 68, gap: 15, width: 15 });
  page.stroke('ink', 'M1120 646L1040 760L1080 860L960 960L990 1067', 6);
  page.path('ink', 'M930 706Q1016 648 1200 636L1600 596L1600 640L1240 672Q1060 676 968 740Z');
  page.path('wash', 'M1000 760Q1200 700 1600 690L1600 1067L990 1067L960 960L1080 860Z');
  page.stroke('ink', 'M1046 770Q1240 716 1600 712', 4).stroke('ink', 'M1100 860Q1300 790 1600 800', 4);
  for (let tuft = 0; tuft < 90; tuft += 1) {
    const x = page.between(1100, 1600);
    const y = page.between(720, 1060);
    const blade = 10 + (y - 700) / 14;
    page.stroke('ink', `M${x.toFixed(0)} ${y.toFixed(0)}l${(-blade * 0.5).toFixed(0)} ${(-blade).toFixed(0)}M${x.toFixed(0)} ${y.toFixed(0)}l2 ${(-blade * 1.3).toFixed(0)}M${x.toFixed(0)} ${y.toFixed(0)}l${(blade * 0.5).toFixed(0)} ${(-blade).toFixed(0)}`, 3);
  }
  page.path('knock', 'M1296 656Q1330 720 1250 780T1190 960L1180 1067L1290 1067L1290 960Q1300 860 1350 790T1316 656Z');
  lighthouse(page, 1092, 660, 400);
  // keeper's house
  page.box('knock', 1190, 560, 210, 96);
  page.hatchBox('ink', 1190, 560, 210, 96, { angle: 90, gap: 14, width: 3 });
  page.shape('ink', [[1170, 562], [1216, 496], [1376, 496], [1420, 562]]);
  page.box('ink', 1226, 466, 20, 40).box('ink', 1346, 466, 20, 40);
  page.box('knock', 1216, 584, 34, 40).box('knock', 1340, 584, 34, 40);
  page.box('accent', 1216, 584, 34, 40).box('accent', 1340, 584, 34, 40);
  page.box('ink', 1280, 590, 32, 66);
  // spray at the foot of the rocks
  for (let drop = 0; drop < 60; drop += 1) {
    page.disc('knock', page.between(600, 760), page.between(860, 1050), page.between(2, 7));
  }
  // a coaster hull-down on the horizon
  page.path('ink', 'M226 624L420 624L404 648L244 648Z');
  page.box('ink', 248, 592, 40, 34).box('ink', 262, 570, 14, 26);
  page.line('ink', 350, 626, 350, 576, 5).line('ink', 350, 586, 316, 622, 3).line('ink', 350, 586, 392, 622, 3);
  page.gull(560, 480, 80).gull(680, 420, 56).gull(470, 420, 44);
  return page.wear();
}

function floodBarrier() {
  const page = sheet(37, 'slate');
  page.fade('tone', 0, 430, { pitch: 22, from: 20, to: 2 });
  houses(page, 'tone', -10, 560, 560, { low: 60, high: 120, windows: null });
  houses(page, 'tone', 1130, 1640, 560, { low: 60, high: 130, windows: null });
  page.shape('tone', [[0, 556], [WIDTH, 556], [WIDTH, 700], [0, 700]]);
  // water held back (far side is low, near side is high)
  const towers = [250, 800, 1350];
  for (const x of towers) {
    page.shape('ink', [[x - 92, 900], [x - 70, 300], [x + 70, 300], [x + 92, 900]]);
    page.shape('knock', [[x - 62, 560], [x - 56, 330], [x - 18, 330], [x - 18, 560]]);
    page.hatch('ink', `M${x - 62} 560L${x - 56} 330H${x - 18}V560Z`, { angle: 0, gap: 16, width: 3 });
    page.shape('ink', [[x - 104, 306], [x - 104, 262], [x + 104, 262], [x + 104, 306]]);
    page.shape('spot', [[x - 78, 258], [x - 60, 188], [x + 60, 188], [x + 78, 258]]);
    page.hatch('ink', `M${x + 4} 258L${x + 4} 188H${x + 60}L${x + 78} 258Z`, { angle: 90, gap: 11, width: 4 });
    page.shape('ink', [[x - 70, 190], [x, 150], [x + 70, 190]]);
    page.line('ink', x, 156, x, 96, 5);
    page.disc('ink', x, 92, 8);
  }
  for (const [left, right] of [[342, 708], [892, 1258]]) {
    page.box('ink', left - 26, 336, right - left + 52, 18);
    page.box('ink', left - 26, 372, right - left + 52, 9);
    for (let x = left - 20; x < right + 20; x += 44) {
      page.line('ink', x, 352, x + 22, 374, 4);
      page.line('ink', x + 22, 374, x + 44, 352, 4);
    }
    page.line('ink', left + 40, 376, left + 40, 520, 7, 'butt');
    page.line('ink', right - 40, 376, right - 40, 520, 7, 'butt');
    page.box('knock', left - 16, 516, right - left + 32, 250);
    page.box('ink', left - 16, 516, right - left + 32, 26);
    for (let x = left; x < right; x += 52) page.box('ink', x, 540, 12, 230);
    page.box('ink', left - 16, 622, right - left + 32, 14);
    page.hatchBox('ink', left - 16, 542, right - left + 32, 80, { angle: 52, gap: 17, width: 3 });
    page.hatchBox('ink', left - 16, 636, right - left + 32, 130, { angle: 0, gap: 13, width: 6 });
  }
  for (const [from, to] of [[-10, 164], [1436, 1610]]) {
    page.shape('ink', [[from, 520], [to, 520], [to, 860], [from, 860]]);
    for (let course = 0; course < 6; course += 1) page.line('knock', from, 566 + course * 36, to, 566 + course * 36, 2.5);
  }
  // the sea at the gates
  const crest = 'M-10 744Q120 722 260 742T520 738T800 744T1060 736T1330 744T1610 738';
  page.path('knock', `${crest}L1610 780L-10 780Z`);
  page.path('ink', `${crest.replace('744', '758').replace('738', '752')}L1610 ${HEIGHT}L-10 ${HEIGHT}Z`);
  page.stroke('knock', 'M-10 776Q160 756 320 774T700 770T1060 776T1610 768', 4);
  page.water('knock', 790, HEIGHT, { density: 1 });
  page.water('knock', 812, HEIGHT, { density: 0.55 });
  for (let fleck = 0; fleck < 70; fleck += 1) page.disc('knock', page.between(170, 1430).toFixed(0), page.between(700, 748).toFixed(0), page.between(1.5, 5).toFixed(1));
  return page.wear(200);
}

function ferry() {
  const page = sheet(41, 'sea');
  page.fade('tone', 0, 500, { pitch: 22, from: 20, to: 1.5 });
  page.path('tone', 'M700 600Q820 520 960 540Q1080 430 1210 470Q1330 500 1420 540Q1510 560 1600 556L1600 606L700 606Z');
  page.hatch('ink', 'M1080 600Q1130 500 1210 474Q1330 504 1420 544Q1510 564 1600 560L1600 604Z', { angle: 62, gap: 15, width: 4 });
  page.box('ink', 0, 600, WIDTH, 8);
  page.box('tone', 0, 606, WIDTH, HEIGHT - 606);
  page.water('ink', 620, HEIGHT, { density: 0.95, skip: (x, y) => y < 830 && x > 150 && x < 1240 });
  page.water('knock', 640, HEIGHT, { density: 0.5, skip: (x, y) => y < 830 && x > 150 && x < 1240 });
  // hull
  page.path('ink', 'M150 648L1160 636Q1210 634 1256 596Q1216 740 1172 800L236 800Q176 740 150 648Z');
  page.path('knock', 'M210 764L1192 764L1172 800L236 800Z');
  page.path('spot', 'M212 768L1190 768L1172 800L236 800Z');
  page.path('knock', 'M168 676L1196 662L1190 678L174 692Z');
  for (let x = 290; x < 1090; x += 74) page.disc('knock', x, 726, 11);
  // houses of the ship, from bow to stern
  page.shape('knock', [[236, 646], [236, 552], [1050, 542], [1090, 636]]);
  page.shape('ink', [[236, 568], [236, 552], [1050, 542], [1056, 558]]);
  for (let x = 268; x < 1000; x += 62) page.box('ink', x, 580, 40, 34, 1);
  page.hatch('ink', 'M236 646V620L1080 612L1090 636Z', { angle: 0, gap: 8, width: 2 });
  page.shape('knock', [[330, 554], [330, 470], [900, 462], [930, 546]]);
  page.shape('ink', [[318, 486], [318, 470], [906, 462], [910, 478]]);
  for (let x = 360; x < 720; x += 56) page.box('ink', x, 500, 34, 28, 1);
  page.shape('ink', [[742, 546], [742, 420], [886, 416], [920, 544]]);
  for (const x of [764, 806, 848]) page.box('knock', x, 436, 30, 32);
  page.shape('ink', [[726, 424], [726, 408], [900, 402], [900, 418]]);
  page.shape('ink', [[470, 470], [482, 350], [590, 346], [608, 466]]);
  page.shape('knock', [[476, 432], [481, 384], [596, 380], [604, 428]]);
  page.shape('spot', [[477, 428], [481, 388], [596, 384], [603, 424]]);
  page.line('ink', 812, 408, 812, 260, 7);
  page.line('ink', 780, 306, 846, 304, 5);
  page.line('ink', 1150, 636, 1160, 520, 6);
  page.line('ink', 812, 270, 1160, 522, 2.5);
  page.line('ink', 812, 270, 330, 470, 2.5);
  page.shape('spot', [[1160, 522], [1108, 534], [1158, 552]]);
  for (let x = 250; x < 720; x += 30) page.line('ink', x, 552, x, 534, 3, 'butt');
  page.line('ink', 244, 534, 728, 530, 3);
  // smoke, bow wave, wake
  page.path('tone', 'M520 344Q470 300 390 312Q330 262 240 286Q180 250 90 276Q150 300 220 316Q300 336 380 340Q450 356 560 346Z');
  page.path('knock', 'M1256 790Q1310 770 1400 800Q1310 806 1262 836Q1200 812 1120 820Q1200 798 1200 770Z');
  page.path('knock', 'M0 806Q120 776 250 796Q500 812 700 808Q960 806 1190 800Q1100 840 860 838Q560 842 330 836Q150 836 0 850Z');
  page.stroke('ink', 'M20 850Q240 836 470 852T900 850T1180 830', 6);
  page.gull(1080, 300, 110).gull(1210, 370, 74).gull(1000, 400, 50).gull(1320, 250, 60);
  return page.wear();
}

function windTurbines() {
  const page = sheet(53, 'sea');
  page.fade('tone', 0, 620, { pitch: 22, from: 20, to: 1.5 });
  page.disc('knock', 330, 470, 120);
  page.disc('accent', 330, 470, 112);
  page.box('ink', 0, 690, WIDTH, 6);
  page.box('tone', 0, 696, WIDTH, HEIGHT - 696);
  const turbine = (x, base, height, turn) => {
    const hub = base - height;
    const reach = height * 0.62;
    const half = height * 0.022;
    page.shape('knock', [[x - half * 1.7, base], [x - half * 0.9, hub], [x + half * 0.9, hub], [x + half * 1.7, base]], 1);
    page.shape('ink', [[x, base], [x, hub], [x + half * 0.9, hub], [x + half * 1.7, base]], 1);
    page.shape('ink', [[x - half * 2.6, base], [x - half * 2.2, base - height * 0.07], [x + half * 2.2, base - height * 0.07], [x + half * 2.6, base]], 1);
    for (const blade of [0, 120, 240]) {
      const angle = ((turn + blade) * Math.PI) / 180;
      const point = (along, across) => [
        x + Math.cos(angle) * along - Math.sin(angle) * across,
        hub + Math.sin(angle) * along + Math.cos(angle) * across,
      ];
      const outline = [point(0, -half * 0.6), point(reach * 0.22, -half * 1.9), point(reach, -half * 0.15), point(reach, half * 0.2), point(reach * 0.2, half * 0.9), point(0, half * 0.7)];
      page.shape('knock', outline, 0.6);
      page.shape('ink', [point(0, half * 0.1), point(reach, 0), point(reach, half * 0.2), point(reach * 0.2, half * 0.9), point(0, half * 0.7)], 0.4);
      page.stroke('ink', `M${outline.map(([px, py]) => `${px.toFixed(1)} ${py.toFixed(1)}`).join('L')}Z`, Math.max(1.4, half * 0.18));
    }
    page.disc('ink', x, hub, half * 1.7);
  };
  turbine(250, 700, 120, 20);
  turbine(420, 702, 150, 75);
  turbine(610, 706, 190, 48);
  turbine(840, 716, 270, 12);
  turbine(1240, 750, 520, -28);
  page.water('ink', 712, HEIGHT, { density: 1 });
  page.water('knock', 730, HEIGHT, { density: 0.6 });
  page.path('knock', 'M560 872Q760 842 1010 876L1150 900Q900 912 560 902Z');
  page.path('ink', 'M610 800L1000 790Q1050 786 1090 758Q1074 850 1030 886L660 890Q624 850 610 800Z');
  page.path('accent', 'M640 856L1052 852L1030 886L660 890Z');
  page.shape('ink', [[760, 800], [772, 706], [900, 702], [932, 794]]);
  for (const x of [788, 826, 864]) page.box('knock', x, 722, 28, 30);
  page.line('ink', 820, 706, 820, 620, 6);
  page.line('ink', 798, 646, 842, 646, 4);
  page.line('ink', 640, 798, 640, 762, 4, 'butt').line('ink', 690, 797, 690, 760, 4, 'butt').line('ink', 740, 796, 740, 758, 4, 'butt').line('ink', 636, 762, 756, 758, 4);
  page.stroke('ink', 'M520 906Q700 894 900 908T1180 900', 6);
  return page.wear();
}

function stormSea() {
  const page = sheet(67, 'slate');
  page.box('tone', 0, 0, WIDTH, 700);
  page.fade('ink', 0, 560, { pitch: 24, from: 21, to: 1 });
  let rain = '';
  for (let drop = 0; drop < 150; drop += 1) {
    const x = page.between(-40, WIDTH);
    const y = page.between(-20, 640);
    const length = page.between(26, 80);
    rain += `M${x.toFixed(0)} ${y.toFixed(0)}l${(-length * 0.5).toFixed(0)} ${length.toFixed(0)}`;
  }
  page.stroke('knock', rain, 2);
  // mole and its light
  page.shape('ink', [[880, 720], [920, 604], [WIDTH, 580], [WIDTH, 900], [880, 900]]);
  for (let course = 0; course < 6; course += 1) page.line('knock', 906 - course * 5, 640 + course * 36, WIDTH, 620 + course * 36, 2.5);
  lighthouse(page, 1240, 596, 300);
  page.path('wash', 'M1216 282L-10 40L-10 330Z');
  page.path('knock', 'M1216 282L-10 120L-10 270Z');
  // the wave: body, hollow, crest, spray
  page.path('ink', 'M-10 1067L-10 640Q120 600 250 470Q360 350 520 316Q700 286 840 390Q920 452 930 560Q880 470 790 462Q700 462 690 560Q684 660 800 720Q960 790 1160 770L1160 1067Z');
  page.path('wash', 'M690 560Q700 462 790 462Q880 470 930 560Q900 520 850 520Q770 526 770 600Q772 668 850 716L800 720Q684 660 690 560Z');
  page.stroke('knock', 'M60 700Q220 640 330 520Q430 410 560 384', 7);
  page.stroke('knock', 'M110 790Q300 720 410 600Q490 500 600 470', 7);
  page.stroke('knock', 'M170 880Q400 800 500 690Q560 610 640 580', 6);
  page.stroke('knock', 'M260 960Q500 880 620 760Q650 720 672 700', 6);
  page.stroke('knock', 'M430 1020Q620 950 740 830', 5);
  page.path('knock', 'M250 470Q360 350 520 316Q700 286 840 390Q920 452 930 560Q900 500 850 476Q870 440 810 428Q800 392 730 396Q700 362 640 376Q590 346 530 372Q470 362 430 402Q370 400 340 440Q300 440 250 470Z');
  for (let drop = 0; drop < 190; drop += 1) {
    const along = page.random();
    const x = 300 + along * 720 + page.between(-60, 90);
    const y = 380 - Math.sin(along * Math.PI) * 130 + page.between(-110, 90);
    page.disc('knock', x.toFixed(0), y.toFixed(0), page.between(1.5, 8).toFixed(1));
  }
  page.path('knock', 'M860 620Q900 520 960 540Q950 440 1030 470Q1050 400 1100 450Q1150 430 1140 510Q1200 520 1170 590Q1120 640 1010 640Q920 660 860 620Z');
  for (let drop = 0; drop < 60; drop += 1) page.disc('knock', page.between(900, 1210).toFixed(0), page.between(350, 600).toFixed(0), page.between(1.5, 7).toFixed(1));
  // near water
  page.path('ink', 'M-10 930Q200 880 420 920T860 900T1240 860T1610 840L1610 1067L-10 1067Z');
  page.stroke('knock', 'M-10 930Q200 880 420 920T860 900T1240 860T1610 840', 9);
  page.water('knock', 950, HEIGHT, { density: 0.7 });
  return page.wear(180);
}

function dredger() {
  const page = sheet(79, 'slate');
  page.fade('tone', 0, 560, { pitch: 22, from: 20, to: 1.5 });
  page.path('tone', 'M1000 640L1040 560Q1130 500 1250 490Q1420 470 1610 430L1610 650L1000 650Z');
  page.hatch('ink', 'M1000 640L1040 560Q1130 500 1250 490L1290 560L1250 650Z', { angle: 64, gap: 14, width: 5 });
  lighthouse(page, 1350, 486, 220);
  page.box('ink', 0, 640, WIDTH, 7);
  page.box('tone', 0, 646, WIDTH, HEIGHT - 646);
  page.water('ink', 662, HEIGHT, { density: 1, skip: (x, y) => y < 850 && x > 200 && x < 1040 });
  page.water('knock', 680, HEIGHT, { density: 0.55, skip: (x, y) => y < 850 && x > 200 && x < 1040 });
  // spuds
  for (const x of [262, 960]) {
    page.box('ink', x, 250, 30, 470);
    for (let y = 280; y < 700; y += 40) page.box('knock', x + 6, y, 18, 6);
  }
  // pontoon
  page.shape('ink', [[200, 716], [1040, 706], [1012, 836], [232, 838]]);
  page.shape('knock', [[222, 800], [1022, 794], [1012, 838], [232, 840]]);
  page.shape('spot', [[222, 804], [1020, 798], [1012, 838], [232, 840]]);
  page.box('knock', 216, 736, 806, 6);
  for (let x = 250; x < 1010; x += 88) page.disc('knock', x, 780, 25).disc('ink', x, 780, 21).disc('knock', x, 780, 9);
  // deckhouse
  page.shape('knock', [[320, 712], [320, 560], [520, 556], [520, 710]]);
  page.hatchBox('ink', 320, 640, 200, 72, { angle: 90, gap: 13, width: 4 });
  page.shape('ink', [[304, 566], [304, 548], [536, 542], [536, 560]]);
  for (const x of [340, 388, 436, 484]) page.box('ink', x, 582, 28, 34);
  page.shape('ink', [[352, 548], [362, 470], [460, 468], [468, 546]]);
  for (const x of [376, 412]) page.box('knock', x, 486, 26, 28);
  page.line('ink', 404, 470, 404, 380, 6);
  page.shape('spot', [[406, 384], [464, 396], [406, 414]]);
  // excavator
  page.shape('ink', [[640, 706], [652, 660], [862, 656], [872, 702]]);
  page.shape('spot', [[650, 656], [650, 560], [730, 540], [858, 544], [862, 652]]);
  page.hatch('ink', 'M740 654V544L858 548L862 652Z', { angle: 0, gap: 13, width: 5 });
  page.box('knock', 764, 566, 70, 56);
  page.stroke('ink', 'M764 566h70v56h-70Z', 6);
  page.stroke('ink', 'M850 590Q930 380 1040 330Q1110 310 1160 350', 34);
  page.stroke('ink', 'M1150 330Q1206 460 1214 566', 24);
  page.stroke('knock', 'M858 580Q940 400 1046 346', 5);
  page.line('ink', 880, 590, 1010, 360, 9);
  page.path('ink', 'M1160 556L1262 560Q1272 640 1200 664Q1150 640 1160 556Z');
  for (let tooth = 0; tooth < 4; tooth += 1) page.shape('ink', [[1160 + tooth * 20, 640], [1176 + tooth * 20, 640], [1166 + tooth * 20, 676]]);
  for (let drop = 0; drop < 26; drop += 1) {
    const x = page.between(1168, 1250);
    const y = page.between(676, 764);
    page.line('ink', x, y, x - 2, y + page.between(6, 22), 4);
  }
  page.stroke('knock', 'M1120 770Q1210 740 1310 772', 7).stroke('knock', 'M1080 792Q1210 760 1350 796', 5);
  page.path('knock', 'M190 846Q600 824 1050 846Q640 862 190 846Z');
  page.gull(700, 330, 84).gull(600, 270, 60).gull(1130, 180, 54).gull(180, 400, 60);
  return page.wear();
}

export const shoreScenes = {
  'swing-bridge': swingBridge,
  lighthouse: lighthouseScene,
  'flood-barrier': floodBarrier,
  ferry,
  'wind-turbines': windTurbines,
  'storm-sea': stormSea,
  dredger,
};
